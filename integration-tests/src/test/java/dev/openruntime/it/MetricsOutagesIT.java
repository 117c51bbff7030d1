package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.FaultyGateway;
import dev.openruntime.it.bench.FaultyGateway.Mood;
import dev.openruntime.it.bench.Freezer;
import dev.openruntime.it.bench.Freezer.Frozen;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent over a network arrives, every value once, whatever happens to the receiver and to us. */
final class MetricsOutagesIT {

    private static final int INVOCATIONS = Boolean.getBoolean("soak") ? 10_000 : 500;

    /** Invocations for which the receiver stays as it is. */
    private static final int PHASE = 25;

    /** It is down for a hundred of them. */
    private static final List<Mood> MOODS = List.of(
            Mood.ACCEPTS,
            Mood.HANGS,
            Mood.RESETS_IN_BODY,
            Mood.ACCEPTS,
            Mood.REFUSES,
            Mood.REFUSES,
            Mood.REFUSES,
            Mood.REFUSES,
            Mood.IS_BUSY,
            Mood.FAILS,
            Mood.ACCEPTS,
            Mood.RESETS_AFTER_BODY);

    private static final String FUNCTION = """
            import os, socket, time
            statsd = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            statsd.connect(("127.0.0.1", int(os.environ["STATSD_PORT"])))

            def handler(event, context):
                for i in range(event["values"]):
                    statsd.send(b"sent:1|c\\ntook:%d|ms|#by:handler" % i)
                if event.get("die"):
                    os._exit(3)
                time.sleep(event.get("sleep", 0))
                return event
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    private ScriptedPlatform platform = bench.platform();
    private int sent;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void shouldHaveEachValueOnceThroughOutagesKillsFreezesAndShutdowns() throws Exception {
        try (FaultyGateway gateway = new FaultyGateway()) {
            Program program = start(gateway);
            for (int i = 1; i <= INVOCATIONS; i++) {
                gateway.behave(MOODS.get(i / PHASE % MOODS.size()));
                invoke(i);
                if (i % 60 == 0) {
                    freeze();
                }
                if (i == INVOCATIONS / 3) {
                    program = killed(program, gateway);
                } else if (i == INVOCATIONS * 2 / 3) {
                    program = shutDown(program, gateway);
                }
            }
            gateway.behave(Mood.ACCEPTS);
            program.signal("TERM");
            assertThat(program.awaitExit()).isZero();

            assertThat(gateway.total("sent_total")).isEqualTo(sent);
            assertThat(gateway.total("took_milliseconds_count")).isEqualTo(sent);
            assertThat(spooled()).isEmpty();
        }
    }

    private void invoke(int i) {
        int values = i % 5;
        boolean dies = i % 25 == 7;
        boolean hangs = i % 250 == 20;
        Event event = Event.of("{\"values\":" + values + (dies ? ",\"die\":true" : hangs ? ",\"sleep\":60" : "") + "}");
        assertThat(platform.invoke(hangs ? event.within(Duration.ofSeconds(2)) : event)
                        .isError())
                .isEqualTo(dies || hangs);
        sent += values;
    }

    /** While nobody wants anything, as a platform does. */
    private void freeze() {
        platform.awaitNext();
        try (Frozen _ = Freezer.SIGNALS.freeze(bench.processes())) {
            bench.pause(Duration.ofMillis(700)); // longer than a receiver that failed once is left alone
        }
    }

    /** By SIGKILL, all at once, while a batch is under way to somebody who doesn't answer; there is a next one. */
    private Program killed(Program program, FaultyGateway gateway) throws IOException {
        gateway.behave(Mood.HANGS);
        while (spooled().isEmpty()) {
            invoke(1);
            platform.awaitNext();
        }
        boolean underWay = false;
        while (!underWay) {
            long before = gateway.pushes();
            assertThat(platform.invoke("{\"values\":1}").isError()).isFalse();
            sent++;
            CompletableFuture<Void> flushed = CompletableFuture.runAsync(platform::awaitNext);
            await().until(() -> gateway.pushes() > before || flushed.isDone());
            underWay = gateway.pushes() > before;
        }
        bench.processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        assertThat(program.awaitExit()).isNotZero();
        bench.awaitNoProcess();
        return start(gateway);
    }

    /** By SIGTERM, while nobody listens; there is a next one. */
    private Program shutDown(Program program, FaultyGateway gateway) throws IOException {
        gateway.behave(Mood.REFUSES);
        invoke(3);
        platform.awaitNext();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        assertThat(spooled()).hasSize(1);
        return start(gateway);
    }

    private List<Path> spooled() throws IOException {
        Path spool = bench.folder().resolve("open-runtime-spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> !file.toString().endsWith(".draft")).toList();
        }
    }

    private Program start(FaultyGateway gateway) {
        platform = bench.platform(); // the last one may have given an event to who was killed
        String _ = bench.file("index.py", FUNCTION).toString();
        return bench.bootstrap()
                .config(Workers.backSoon(Workers.PYTHON_HANDLER)
                        + "deadline: { margin: 200ms }\nshutdown: { within: 6s }\n"
                        + "sidecars:\n  - name: metrics\n    use: metrics\n"
                        + "    with: { to: { pushgateway: { url: \"" + gateway.url() + "\" } } }\n")
                .start(platform);
    }
}
