package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InterpolationTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NAME",
            "agent",
            "EMPTY",
            "",
            "PORT",
            "4317",
            "NO",
            "false",
            "WAIT",
            "2s",
            "REFERENCE",
            "${NAME}",
            "_x9",
            "u");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                      | plain
            ${NAME}                    | agent
            a-${NAME}-b                | a-agent-b
            ${NAME}${PORT}             | agent4317
            ${_x9}                     | u
            ${EMPTY}x                  | x
            ${EMPTY:-default}          | default
            ${MISSING:-default}        | default
            ${MISSING:-}x              | x
            ${NAME:-default}           | agent
            ${MISSING:-a:-b}           | a:-b
            ${MISSING:-http://[::1]/}  | http://[::1]/
            $${NAME}                   | ${NAME}
            $${                        | ${
            a$${NAME}-${NAME}          | a${NAME}-agent
            $$${NAME}                  | $${NAME}
            ${NAME}$${NAME}            | agent${NAME}
            $NAME $ $$ {NAME}          | $NAME $ $$ {NAME}
            ${NAME}}                   | agent}
            ${REFERENCE}               | ${NAME}
            """)
    void shouldReplaceReferencesInValues(String written, String read) throws Exception {
        var sample = new Sample(folder, ENVIRONMENT);

        Configuration configuration = sample.yaml("handler: { command: [node, '" + written + "'] }");

        assertThat(configuration.handler().command()).containsExactly("node", read);
    }

    @Test
    void shouldReadWhatAVariableHoldsAsWhateverIsWanted() throws Exception {
        Configuration configuration = new Sample(folder, ENVIRONMENT).yaml("""
                        handler: { command: [node] }
                        sidecars:
                          - name: ${NAME}
                            command: ["${NAME}", "${PORT}"]
                            required: ${NO}
                            readyWithin: ${WAIT}
                            startup: { tcp: { port: "${PORT}" } }
                        """);

        SidecarConfig sidecar = configuration.sidecars().getFirst();
        assertThat(sidecar.name()).isEqualTo("agent");
        assertThat(sidecar.kind()).isEqualTo(new SidecarKind.Command(List.of("agent", "4317")));
        assertThat(sidecar.required()).isFalse();
        assertThat(sidecar.readyWithin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sidecar.startup())
                .hasValueSatisfying(
                        startup -> assertThat(startup.target()).isEqualTo(new ProbeTarget.Tcp("127.0.0.1", 4317)));
    }

    @Test
    void shouldKeepVariablesInSettingsAsText() throws Exception {
        Configuration configuration = new Sample(folder, ENVIRONMENT)
                .yaml(
                        "{ handler: { command: [node] }, sidecars: [{ name: a, use: metrics, with: { port: '${PORT}' } }] }");

        assertThat(configuration.sidecars().getFirst().kind())
                .isEqualTo(new SidecarKind.BuiltIn("metrics", Map.of("port", "4317"), Isolation.EMBEDDED));
    }

    @Test
    void shouldNotReplaceAnythingInKeys() throws Exception {
        Configuration configuration =
                new Sample(folder, ENVIRONMENT).yaml("handler: { command: [node], env: { set: { '${NAME}': x } } }");

        assertThat(configuration.handler().child().environment().set()).containsExactly(Map.entry("${NAME}", "x"));
    }
}
