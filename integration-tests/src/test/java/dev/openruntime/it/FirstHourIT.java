package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new user does first: begin with a template, check it, run it; and what a platform team adds to it. */
final class FirstHourIT {

    @RegisterExtension
    final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource({"node, counter", "python, counter", "sh, journal"})
    void shouldRunWhatInitWrites(String language, String sidecar) {
        Program init = bench.openRuntime("init", language, "mine").start();
        assertThat(init.awaitExit()).isZero();

        Program validate = bench.openRuntime("validate", "mine").start();
        assertThat(validate.awaitExit()).as(validate.errors()).isZero();
        assertThat(validate.output())
                .isEqualTo(
                        "mine/open-runtime.yaml: valid; handler, 1 middleware (timing), 1 sidecar (" + sidecar + ")\n");

        Program invoke = bench.openRuntime("invoke", "mine", "--timeout", "30s").start();
        assertThat(invoke.awaitExit()).as(invoke.errors()).isZero();
        assertThat(Json.read(invoke.output()).path("body").asText()).isEqualTo("hello, Ada: call 1");
        assertThat(Json.read(invoke.output()).path("headers").path("x-spent-ms").asDouble())
                .isPositive();

        Program again = bench.openRuntime("init", language, "mine").start();
        assertThat(again.awaitExit()).isEqualTo(2);
        assertThat(again.errors()).contains("it already has", "open-runtime.yaml");
        bench.awaitNoProcess();
    }

    @Test
    void shouldRunWithWhatAFragmentAddsOnThePlatformAndLocally() {
        bench.file("layer/10-trace.yaml", """
                middleware:
                  - name: trace
                    command: [python3, "${IT_WORKERS}/bare.py", middleware]
                    onFailure: skip
                    enabled: false
                handler: { env: { set: { FROM: fragment } } }
                """);
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap()
                .config(Workers.BARE_HANDLER)
                .env("OPEN_RUNTIME_FRAGMENTS", "layer")
                .start(platform);
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");

        Program effective = bench.openRuntime("validate", ".", "--effective")
                .env("OPEN_RUNTIME_FRAGMENTS", "layer")
                .start();
        assertThat(effective.awaitExit()).as(effective.output()).isZero();
        assertThat(effective.output()).containsPattern("FROM: fragment  # .*layer/10-trace.yaml:6");
    }

    @Test
    void shouldRunByAFragmentAlone() {
        bench.file("layer/10-all.yaml", Workers.BARE_HANDLER);
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().env("OPEN_RUNTIME_FRAGMENTS", "layer").start(platform);

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
    }
}
