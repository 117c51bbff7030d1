package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.peer.Events;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FlushHooksTest {

    private static final Duration SURELY = Duration.ofSeconds(30);

    private final Rig rig = new Rig();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldFlushSideBySideWhoOffersItAndWaitForAll() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Script meets = turn -> {
            both.countDown();
            Turn.await(both);
            turn.answer("continue", "");
        };
        rig.stage("a").on("flush", meets);
        rig.passThrough("b");
        rig.stage("c").on("flush", meets);

        List<Span> spans = flush(SURELY);

        assertThat(spans).extracting(Span::stage).containsExactly("a", "c");
        assertThat(spans).extracting(Span::result).containsOnly("continue");
        assertThat(rig.workers.journal()).containsExactlyInAnyOrder("a.flush", "c.flush");
        assertThat(rig.workers.turn("a.flush").body().isEmpty()).isTrue();
        assertThat(rig.workers.turn("a.flush").context()).containsEntry("requestId", "request-1");
    }

    @Test
    void shouldRecordFailuresAndGoOn() throws Exception {
        rig.stage("a").on("flush", Script.answer("fail", "disk full"));
        rig.stage("b").on("flush", turn -> turn.die(1));
        rig.stage("c").on("flush", Script.answer("respond", "what?"));
        rig.stage("d").on("flush", Script.answer("continue", ""));

        assertThat(flush(SURELY)).extracting(Span::result).containsExactly("fail", "died", "protocol", "continue");
    }

    @Test
    void shouldCancelWhatIsNotFlushedInTime() throws Exception {
        rig.stage("a").on("flush", Turn::sleepUntilKilled);

        assertThat(flush(Duration.ofMillis(200))).extracting(Span::result).containsExactly("timeout");

        Awaitility.await()
                .atMost(SURELY)
                .until(() -> rig.workers.replaced().contains("a: no answer to the cancel of its flush call"));
    }

    @Test
    void shouldPassByWhoIsStillBooting() {
        rig.stage("a").on("flush", Script.answer("continue", "")).bootsUntil(new CountDownLatch(1));

        List<Span> spans = rig.pipeline().flush(Events.event(""), SURELY);

        assertThat(spans).extracting(Span::result).containsExactly("unavailable");
    }

    private List<Span> flush(Duration within) throws Exception {
        rig.workers.warm();
        return rig.pipeline().flush(Events.event(""), within);
    }
}
