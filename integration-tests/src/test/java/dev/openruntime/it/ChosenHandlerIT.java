package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the configuration names no handler, it is what the platform would have run: by a wrapper, or as bootstrap. */
final class ChosenHandlerIT {

    private static final String FRAGMENT = """
            middleware:
              - name: outer
                command: [python3, "${IT_WORKERS}/bare.py", middleware, replace]
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    private ScriptedPlatform platform;

    @BeforeEach
    void compileTheRuntime() {
        platform = bench.platform();
        RawRuntime.compile(bench);
        Path _ = bench.file("fragments/platform.yaml", FRAGMENT);
    }

    @Test
    void shouldPutTheSupervisorInFrontOfTheCommandWhenAManagedRuntimeRunsTheWrapper() {
        String wrapper = Distribution.home().resolve("exec-wrapper").toString();

        Program program = bench.program(wrapper, bench.folder().resolve("raw").toString(), "an argument")
                .env("AWS_LAMBDA_EXEC_WRAPPER", wrapper)
                .env(
                        "OPEN_RUNTIME_FRAGMENTS",
                        bench.folder().resolve("fragments").toString())
                .start(platform);

        assertThat(platform.invoke("environment").text())
                .contains("_HANDLER=index.handler\n", "AWS_LAMBDA_EXEC_WRAPPER=-\n");
        assertThat(platform.invoke("exit 1").errorType()).isEqualTo("Runtime.ExitError");
        assertThat(platform.invoke("as it is").text()).isEqualTo("as it is");
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();
    }

    @Test
    void shouldTakeTheBootstrapOfTheTaskRootAndRunTheWrapperOnceWhenTheRuntimeIsProvided() throws IOException {
        Path _ = Files.copy(bench.folder().resolve("raw"), bench.folder().resolve("bootstrap"));
        Path wrapper = bench.file(
                "wrapper", "#!/bin/bash\necho \"wrapped: ${1##*/} ${AWS_LAMBDA_EXEC_WRAPPER-unset}\"\nexec \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path _ = bench.file("open-runtime.yaml", "deadline: { margin: 400ms }\n");

        Program program = bench.bootstrap()
                .env("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString())
                .start(platform);
        Program validate =
                bench.openRuntime("validate", bench.folder().toString()).start();

        assertThat(platform.invoke("as it is").text()).isEqualTo("as it is");
        assertThat(program.output() + program.errors()).contains("wrapped: bootstrap unset");
        assertThat(validate.awaitExit()).isZero();
        assertThat(validate.output()).contains("handler (runtime-api: the `bootstrap` of the task root)");
    }
}
