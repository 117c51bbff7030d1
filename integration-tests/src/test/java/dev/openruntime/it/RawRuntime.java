package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;

/** The runtime of bare bytes in the tests' resources, {@code raw.c}: a client of the Runtime API in C. */
final class RawRuntime {

    /** The configuration of a handler that is this runtime. */
    static final String HANDLER = """
            handler:
              command: [./raw]
              protocol: runtime-api
              cancel: { signal: TERM }
              restart: { backoff: { initial: 10ms, max: 20ms } }
            """;

    private RawRuntime() {}

    /** Compiles it to {@code raw} in the task root. */
    static void compile(Bench bench) {
        Program compiler = bench.program(
                        "gcc",
                        "-O1",
                        "-o",
                        bench.folder().resolve("raw").toString(),
                        Distribution.resource("runtimes/raw.c").toString())
                .start();
        assertThat(compiler.awaitExit()).as(compiler.errors()).isZero();
    }
}
