package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;
import java.nio.file.Path;
import java.time.Duration;

/** The official Node client, and functions for it. */
final class RemoteNode {

    /** Gives back the event, unless that has a member with the name of a deed. */
    static final String FUNCTION = """
            const deeds = {
              fail: (what) => { throw new RangeError(`cannot do ${what}`); },
              exit: (status) => process.exit(Number(status)),
              bytes: (size) => "x".repeat(Number(size) - 2),
              size: (text) => ({ size: text.length }),
              slow: (ms) => new Promise((resolve) => setTimeout(resolve, Number(ms), "slow but there")),
              hang: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
            };
            export const handler = async (event, context) => {
              console.log("said by the function");
              const deed = Object.keys(deeds).find((name) => name in event);
              return deed ? deeds[deed](event[deed]) : { ...event, id: context.awsRequestId };
            };
            """;

    /** Streams its response, by the wrapper that the client has for that. */
    static final String STREAM = """
            export const handler = awslambda.streamifyResponse(async (event, plain) => {
              const head = { statusCode: 201, headers: { "x-by": "node" } };
              const stream = event.http ? awslambda.HttpResponseStream.from(plain, head) : plain;
              for (let i = 0; i < 3; i++) {
                stream.write(`part ${i}, `);
                await new Promise((resolve) => setTimeout(resolve, 20));
              }
              if (event.fail) throw new RangeError("half way");
              stream.end(event.large ? Buffer.alloc(8_000_000, "x") : "end");
            });
            """;

    private static final Duration TO_COMPILE = Duration.ofMinutes(5);

    private RemoteNode() {}

    /** Installs the client by the example's own script, which compiles it once for all that use it. */
    static void install(Bench bench) {
        Path folder =
                bench.copyFolder(Distribution.home().resolve("config-examples").resolve("unmodified-node"));
        Program installer =
                bench.program(folder.resolve("build").toString()).withCaches().start();
        assertThat(installer.awaitExit(TO_COMPILE)).as(installer.errors()).isZero();
    }

    /** The configuration of a handler that is this client, with {@code index.mjs} in the task root. */
    static String handler() {
        return """
                handler:
                  command: [unmodified-node/target/node_modules/.bin/aws-lambda-ric, index.handler]
                  protocol: runtime-api
                  restart: { backoff: { initial: 10ms, max: 20ms } }
                """;
    }
}
