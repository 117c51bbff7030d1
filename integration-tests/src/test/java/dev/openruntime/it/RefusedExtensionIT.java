package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that registers no extension: the supervisor does without, and says what that costs. */
final class RefusedExtensionIT {

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldServeAndNameOnceWhoLosesWhatItHasGathered() {
        ScriptedPlatform platform = bench.platform().refusingExtensions();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER
                        + Workers.middleware(
                                Workers.bareStage("audit", "continue", "flush: { when: { every: 10s } }"),
                                Workers.bareStage("safe", "continue"))
                        + """
                        sidecars:
                          - name: agent
                            command: [sleep, "3600"]
                            flush: { http: { port: 1, path: /flush }, when: shutdown }
                        """)
                .start(platform);

        assertThat(platform.invoke("1").text()).isEqualTo("1");
        assertThat(platform.invoke("2").text()).isEqualTo("2");

        assertThat(aboutIt(program))
                .singleElement()
                .asString()
                .contains("WARN", "403", "SIGKILL without warning")
                .contains("audit (flushed every 10s), agent (flushed at shutdown); only `flush.when: each` is safe")
                .doesNotContain("safe (");
        assertThat(platform.requests().stream().map(Request::path)).noneMatch(path -> path.endsWith("/event/next"));
        program.signalGroup("KILL");
        assertThat(program.awaitExit()).isEqualTo(137);
        bench.awaitNoProcess();
    }

    @Test
    void shouldNotWarnWhereNothingCanGetLost() {
        ScriptedPlatform platform = bench.platform().refusingExtensions();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        assertThat(platform.invoke("1").text()).isEqualTo("1");

        assertThat(aboutIt(program)).singleElement().asString().contains("INFO").doesNotContain("lost");
    }

    @Test
    void shouldServeThoughThePlatformNeverAnswers() {
        ScriptedPlatform platform = bench.platform().ignoringExtensions();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        assertThat(platform.invoke("1").text()).isEqualTo("1");

        assertThat(aboutIt(program)).singleElement().asString().contains("no answer within 1000 ms");
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
    }

    private static List<String> aboutIt(Program program) {
        String _ = program.awaitLine(line -> line.contains("registered no extension"));
        return program.lines().stream()
                .filter(line -> line.contains("extension"))
                .toList();
    }
}
