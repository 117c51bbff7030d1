package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Ending;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A second signal ends at once what the first has begun, whatever it waits for at that moment: nobody here would end by
 * itself for minutes. The second is of another kind, because nothing shows when bash is through with the first: until
 * then the kernel, and bash itself, make one of two that are the same.
 */
final class HurryIT {

    /** Far more than it takes on a busy machine, and far less than anything that is waited for. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldPostNothingMoreWhenItIsAskedAgainInTheMidstOfAnInvocation() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform);
        Sent _ = platform.send(Event.of("{\"sleep\":3600}").within(Duration.ofMinutes(15)));
        Ending.await(journal("handler"), "begun");

        program.signalGroup("TERM");
        bench.pause(Duration.ofMillis(200));
        assertThat(program.isAlive()).isTrue();
        program.signalGroup("INT");

        assertEnded(program);
        assertThat(platform.requests().stream().map(Request::path))
                .noneMatch(path -> path.endsWith("/response") || path.endsWith("/error"));
        assertThat(Ending.in(journal("stage")).told())
                .as("no flush and no frame")
                .isEmpty();
    }

    @Test
    void shouldNotWaitForAFlushThatHangs() {
        Program program = start(bench.platform());

        program.signalGroup("TERM");
        Ending.await(journal("hangs"), "flush");
        program.signalGroup("INT");

        assertEnded(program);
        assertThat(Ending.in(journal("hangs")).told()).doesNotContain("TERM");
    }

    @Test
    void shouldKillWhoWasAskedToEndAndHasNot() {
        ScriptedPlatform platform = bench.platform();
        Program program = start(platform, config(Ending.sidecar("deaf", journal("deaf"), Ports.free(), "deaf")));

        program.signalGroup("INT");
        Ending.await(journal("deaf"), "TERM");
        program.signal("HUP");

        assertEnded(program);
        assertThat(program.lines()).anyMatch(line -> line.contains("asked to stop again"));
    }

    @Test
    void shouldEndAnInitAtOnce() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config("init: { within: 600s }\n"
                        + config(Ending.sidecar("deaf", journal("deaf"), Ports.free(), "deaf"))
                        + "  - { name: never, command: [sleep, \"3600\"], startup: { tcp: { port: 1 } } }\n")
                .on(platform)
                .start();
        program.awaitTimeline(lines -> lines.count("deaf", "ready") == 1);

        program.signalGroup("TERM");
        Ending.await(journal("deaf"), "TERM");
        program.signalGroup("INT");

        assertEnded(program);
        assertThat(platform.hasInitError()).isFalse();
    }

    @Test
    void shouldNotLoseASignalThatComesRightBehindTheFirst() {
        for (int millis : List.of(0, 5, 20)) {
            Program program = start(bench.platform());

            program.signal("TERM");
            bench.pause(Duration.ofMillis(millis));
            program.signal("INT");

            assertEnded(program);
        }
    }

    private Program start(ScriptedPlatform platform) {
        return start(
                platform,
                config(Ending.sidecar("hangs", journal("hangs"), Ports.free(), "hangs"))
                        .replaceFirst(
                                "(startup: \\{ http: \\{ port: )(\\d+)",
                                "flush: { http: { port: $2, path: /flush }, within: 600s, when: shutdown }\n    $1$2"));
    }

    private Program start(ScriptedPlatform platform, String config) {
        return bench.bootstrap().config(config).start(platform);
    }

    /** Its sidecars come last. */
    private String config(String sidecar) {
        return Ending.handler(journal("handler"))
                + "middleware:\n"
                + Ending.stage("stage", journal("stage"))
                + "    flush: { within: 600s, when: shutdown }\n"
                + "shutdown: { within: 1800s }\n"
                + "sidecars:\n"
                + sidecar
                + "    stop: { within: 600s }\n";
    }

    private void assertEnded(Program program) {
        assertThat(program.awaitExit(SOON)).isZero();
        bench.awaitNoProcess();
        assertThat(program.timeline().ofType("stop")).hasSize(1);
    }

    private Path journal(String name) {
        return bench.folder().resolve(name + ".journal");
    }
}
