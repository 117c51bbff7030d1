package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class EffectiveTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of("OPEN_RUNTIME_FRAGMENTS", ""));

    @Test
    void shouldShowWhereEachValueComesFrom() throws Exception {
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/10-agent.yaml"), """
                sidecars:
                  - name: agent
                    command: [agent, "${PORT:-5}"]
                    stop: { within: 1s }
                """);
        environment.put("OPEN_RUNTIME_FRAGMENTS", folder.resolve("d").toString());
        environment.put("PORT", "hidden");

        String shown = inspect("handler: { command: [x] }\nsidecars: [{ name: agent, required: false }]")
                .effectiveYaml()
                .replace(folder + "/", "");

        assertThat(shown)
                .contains("  - name: agent  # open-runtime.yaml:2\n")
                .contains("      - agent  # d/10-agent.yaml:3\n")
                .contains("      - \"${PORT:-5}\"  # d/10-agent.yaml:3, PORT is set\n")
                .contains("    required: false  # open-runtime.yaml:2\n")
                .contains("    logs: platform  # default\n")
                .doesNotContain("readyWithin")
                .contains("      signal: TERM  # default\n      within: 1s  # d/10-agent.yaml:4\n")
                .contains("deadline:\n  margin: 500ms  # default\n")
                .doesNotContain("hidden");
    }

    @Test
    void shouldHideWhatSoundsLikeASecret() throws Exception {
        environment.put("TOKEN", "hidden-1");
        String shown = inspect("""
                        handler:
                          command: [x, --token, hidden-2, --api-key=hidden-3, "--password=${TOKEN}", -v, plain]
                          env: { set: { DB_PASSWORD: hidden-4, API_KEY: "${TOKEN}", A_SECRET: "${NO:-hidden-5}", LEVEL: info } }
                        sidecars:
                          - { name: d, use: metrics, with: { credentials: { a: b }, token: hidden-6, list: [1, true] } }
                        """).effectiveYaml();

        assertThat(shown)
                .doesNotContain("hidden")
                .contains("--api-key=***", "\"--password=${TOKEN}\"", "DB_PASSWORD: \"***\"", "LEVEL: info", "- plain")
                .contains("API_KEY: \"${TOKEN}\"")
                .contains("TOKEN is set");
    }

    @ParameterizedTest
    @FieldSource("dev.openruntime.config.SchemaTest#DOCUMENTS")
    void shouldGiveTheSameConfigurationWhenItIsReadAgain(Path document) throws Exception {
        environment.put("TOKEN", "hidden"); // which would be shown as *** if it stood there
        Inspection inspection = new Inspected(Files.readString(document)).inspection();

        Configuration again =
                new Inspected(inspection.effectiveYaml()).inspection().configuration();

        assertThat(again).isEqualTo(inspection.configuration());
    }

    private Inspection inspect(String own) throws IOException, InvalidConfigurationException {
        Path file = Files.writeString(folder.resolve("open-runtime.yaml"), own);
        return Inspection.of(Optional.of(file), environment, new SampleBuiltIns());
    }

    /** With the built-ins that there are. */
    private final class Inspected {
        private final Inspection inspection;

        Inspected(String own) throws IOException, InvalidConfigurationException {
            Path file = Files.writeString(folder.resolve("open-runtime.yaml"), own);
            inspection = Inspection.of(Optional.of(file), environment, new CatalogBuiltIns());
        }

        Inspection inspection() {
            return inspection;
        }
    }
}
