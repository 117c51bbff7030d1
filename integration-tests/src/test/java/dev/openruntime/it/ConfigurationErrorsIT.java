package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A configuration that can't be used: all that is wrong at once, to person and platform alike, and exit status 2. */
final class ConfigurationErrorsIT {

    private static final int USAGE = 2;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldTellAllProblemsAtOnceWhenThereAreSeveral() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config("""
                        handler:
                          comand: [node]
                        middleware:
                          - name: Guard
                            command: []
                            timeout: soon
                        sidecars:
                          - name: agent
                            command: [sleep, "1"]
                            startup: { http: { prot: 80, path: /ready } }
                            dependsOn: { agnet: healthy }
                        deadline: { margin: half a second }
                        """).on(platform).start();

        Request error = platform.awaitInitError();

        assertThat(program.awaitExit()).isEqualTo(USAGE);
        String message = Json.read(error.text()).path("errorMessage").asText();
        assertThat(Json.read(error.text()).path("errorType").asText()).isEqualTo("OpenRuntime.Configuration");
        for (String told : new String[] {message, program.errors()}) {
            assertThat(told)
                    .contains("open-runtime.yaml")
                    .contains("line 2", "handler.comand", "did you mean `command`?")
                    .contains("middleware[0].timeout", "soon")
                    .contains("line 10", "sidecars[0].startup.http.prot", "did you mean `port`?")
                    .contains("agnet")
                    .contains("deadline.margin", "half a second");
        }
    }

    @Test
    void shouldSayWhereItLookedWhenThereIsNone() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().on(platform).start();

        Request error = platform.awaitInitError();

        assertThat(program.awaitExit()).isEqualTo(USAGE);
        assertThat(error.text()).contains("open-runtime.yaml", "/opt", "OPEN_RUNTIME_CONFIG");
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNoPlatform() {
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start();

        assertThat(program.awaitExit()).isEqualTo(USAGE);
        assertThat(program.errors()).contains("AWS_LAMBDA_RUNTIME_API", "open-runtime invoke");
    }

    @Test
    void shouldReadJsonWhenTheFileIsNamedSo() {
        ScriptedPlatform platform = bench.platform();
        bench.file("elsewhere/function.json", """
                {"handler": {"command": ["python3", "${IT_WORKERS}/bare.py", "handler", "echo"]}}
                """);
        bench.bootstrap()
                .env("OPEN_RUNTIME_CONFIG", bench.folder() + "/elsewhere/function.json")
                .start(platform);

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
    }
}
