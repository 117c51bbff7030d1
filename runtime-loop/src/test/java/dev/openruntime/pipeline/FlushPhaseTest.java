package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.openruntime.peer.Events;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FlushPhaseTest {

    private static final Duration SURELY = Duration.ofSeconds(30);
    private static final FlushWhen EACH = new FlushWhen.Each();
    private static final Script DONE = Script.answer("continue", "");

    private static final FlushTerms PATIENT = new FlushTerms(SURELY, EACH);

    private final Rig rig = new Rig();
    private final AtomicLong runningTime = new AtomicLong();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldFlushSideBySideWhoAsksForItAndWaitForAll() throws Exception {
        CountDownLatch all = new CountDownLatch(5);
        Script meets = turn -> {
            all.countDown();
            Turn.await(all);
            turn.answer("continue", "");
        };
        stage("a").on("flush", meets);
        rig.passThrough("b");
        stage("c").on("flush", meets);
        TestFlusher.Deed meetsToo = by -> {
            all.countDown();
            Turn.await(all);
        };
        TestFlusher d = new TestFlusher("d", PATIENT, meetsToo);
        TestFlusher e = new TestFlusher("e", PATIENT, meetsToo).keepingTime();
        TestFlusher f = new TestFlusher("f", PATIENT, meetsToo).keepingTime();

        List<Span> spans = flush(d, e, f);

        assertThat(spans).extracting(Span::stage).containsExactlyInAnyOrder("a", "c", "d", "e", "f");
        assertThat(spans).extracting(Span::result).containsOnly("continue");
        assertThat(rig.workers.journal()).containsExactlyInAnyOrder("a.flush", "c.flush");
        assertThat(rig.workers.turn("a.flush").body().isEmpty()).isTrue();
        assertThat(rig.workers.turn("a.flush").context()).containsEntry("requestId", "request-1");
        assertThat(d.threads()).containsExactly("flush-d");
        assertThat(e.threads()).containsExactly("flush-e");
        assertThat(f.threads())
                .as("the last that keeps its time needs no thread")
                .containsExactly(Thread.currentThread().getName());
    }

    @Test
    void shouldRecordFailuresAndGoOn() throws Exception {
        stage("a").on("flush", Script.answer("fail", "disk full"));
        stage("b").on("flush", turn -> turn.die(1));
        stage("c").on("flush", Script.answer("respond", "what?"));
        stage("d").on("flush", DONE);
        TestFlusher e = new TestFlusher("e", PATIENT, by -> {
            throw new FlushFailure(FlushFailure.Kind.UNREACHABLE, "nobody listens");
        });
        TestFlusher f = new TestFlusher("f", PATIENT, by -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(flush(e, f))
                .extracting(Span::stage, Span::result)
                .containsExactlyInAnyOrder(
                        tuple("a", "fail"),
                        tuple("b", "died"),
                        tuple("c", "protocol"),
                        tuple("d", "continue"),
                        tuple("e", "unreachable"),
                        tuple("f", "fail"));
    }

    @Test
    void shouldCancelAWorkerThatDoesNotFlushInTime() throws Exception {
        stage("a", new FlushTerms(Duration.ofMillis(50), EACH)).on("flush", Turn::sleepUntilKilled);
        stage("b").on("flush", DONE);

        assertThat(flush())
                .extracting(Span::stage, Span::result)
                .containsExactlyInAnyOrder(tuple("b", "continue"), tuple("a", "timeout"));

        Awaitility.await()
                .atMost(SURELY)
                .until(() -> rig.workers.replaced().contains("a: no answer to the cancel of its flush call"));
    }

    @Test
    void shouldInterruptASidecarThatDoesNotFlushInTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        TestFlusher hangs = new TestFlusher("hangs", new FlushTerms(Duration.ofMillis(50), EACH), by -> never.await());
        FlushPhase flushes = rig.flushes(runningTime::get, hangs);

        assertThat(flushes.afterResponse(Events.event("")))
                .extracting(Span::result)
                .containsExactly("timeout");

        Awaitility.await().atMost(SURELY).until(() -> {
            List<Span> _ = flushes.afterResponse(Events.event(""));
            return hangs.threads().size() > 1; // interrupted, and so free again
        });
        assertThat(hangs.threads()).containsOnly("flush-hangs");
    }

    @Test
    void shouldFlushNoMoreWhoDoesNotReturnUntilItDoes() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        TestFlusher deaf = new TestFlusher("deaf", new FlushTerms(Duration.ofMillis(50), EACH), by -> {
            boolean returned = false;
            while (!returned) {
                try {
                    mayReturn.await();
                    returned = true;
                } catch (InterruptedException e) {
                    // That is what it is deaf to.
                }
            }
        });
        FlushPhase flushes = rig.flushes(runningTime::get, deaf);

        assertThat(flushes.afterResponse(Events.event("")))
                .extracting(Span::result)
                .containsExactly("timeout");
        Awaitility.await()
                .atMost(SURELY)
                .untilAsserted(() -> assertThat(flushes.afterResponse(Events.event("")))
                        .extracting(Span::result)
                        .containsExactly("busy"));
        mayReturn.countDown();

        Awaitility.await()
                .atMost(SURELY)
                .untilAsserted(() -> assertThat(flushes.afterResponse(Events.event("")))
                        .extracting(Span::result)
                        .containsExactly("continue"));
    }

    @Test
    void shouldPassByWhoIsStillBooting() {
        stage("a").on("flush", DONE).bootsUntil(new CountDownLatch(1));
        FlushPhase flushes = new FlushPhase(rig.stages(), rig.workers, List.of(), runningTime::get);

        assertThat(flushes.afterResponse(Events.event(""))).isEmpty();
        assertThat(rig.workers.journal()).isEmpty();
    }

    @Test
    void shouldNotAskASidecarThatIsDown() throws Exception {
        TestFlusher down = new TestFlusher("down", PATIENT, by -> {});
        down.isDown();

        assertThat(flush(down)).extracting(Span::stage, Span::result).containsExactly(tuple("down", "unavailable"));
        assertThat(down.threads()).isEmpty();
    }

    @Test
    void shouldFlushAfterSoMuchRunningTimeWhoAsksForThat() throws Exception {
        FlushTerms terms = new FlushTerms(SURELY, new FlushWhen.Every(Duration.ofSeconds(10)));
        stage("worker", terms).on("flush", DONE);
        FlushPhase flushes = rig.flushes(runningTime::get, new TestFlusher("sidecar", terms, by -> {}));

        assertThat(flushedAt(flushes, 9)).isEmpty();
        assertThat(flushedAt(flushes, 10)).containsExactlyInAnyOrder("worker", "sidecar");
        assertThat(flushedAt(flushes, 19)).isEmpty();
        assertThat(flushedAt(flushes, 25)).containsExactlyInAnyOrder("worker", "sidecar");
        assertThat(flushedAt(flushes, 34)).isEmpty();
    }

    @Test
    void shouldKeepADueFlushForWhoIsDown() throws Exception {
        FlushTerms terms = new FlushTerms(SURELY, new FlushWhen.Every(Duration.ofSeconds(10)));
        TestFlusher down = new TestFlusher("down", terms, by -> {});
        FlushPhase flushes = rig.flushes(runningTime::get, down);
        down.isDown();
        assertThat(flushedAt(flushes, 10)).containsExactly("down");

        down.isUp();

        assertThat(flushedAt(flushes, 11)).containsExactly("down");
        assertThat(down.threads()).hasSize(1);
    }

    @Test
    void shouldFlushEverybodyOnceMoreAtLast() throws Exception {
        stage("each").on("flush", DONE);
        stage("shutdown", new FlushTerms(SURELY, new FlushWhen.Shutdown())).on("flush", DONE);
        TestFlusher every = new TestFlusher("every", new FlushTerms(SURELY, new FlushWhen.Every(SURELY)), by -> {});
        FlushPhase flushes = rig.flushes(runningTime::get, every);

        List<Span> usual = flushes.afterResponse(Events.event(""));
        List<Span> last = flushes.last(SURELY);
        List<Span> lastAgain = flushes.last(SURELY);
        List<Span> afterwards = flushes.afterResponse(Events.event(""));

        assertThat(usual).extracting(Span::stage).containsExactly("each");
        assertThat(last).extracting(Span::stage).containsExactlyInAnyOrder("each", "shutdown", "every");
        assertThat(last).extracting(Span::result).containsOnly("continue");
        assertThat(rig.workers.turn("shutdown.flush").context()).isEmpty();
        assertThat(lastAgain).isEmpty();
        assertThat(afterwards).isEmpty();
    }

    @Test
    void shouldCutTheLastFlushShortWhenThereIsLessTime() throws Exception {
        stage("a", PATIENT).on("flush", Turn::sleepUntilKilled);

        assertThat(rig.flushes(runningTime::get).last(Duration.ofMillis(50)))
                .extracting(Span::result)
                .containsExactly("timeout");
    }

    @Test
    void shouldNotLetABusyWorkerHoldUpTheOthers() throws Exception {
        CountDownLatch others = new CountDownLatch(2);
        Script arrives = turn -> {
            others.countDown();
            turn.answer("continue", "");
        };
        stage("busy")
                .on("before", turn -> {
                    Turn.await(others);
                    turn.answer("continue", "");
                })
                .on("flush", DONE);
        stage("free").on("flush", arrives);
        TestFlusher sidecar = new TestFlusher("sidecar", PATIENT, by -> others.countDown()).keepingTime();
        FlushPhase flushes = rig.flushes(runningTime::get, sidecar);
        rig.callBefore("busy");

        List<Span> spans = flushes.afterResponse(Events.event(""));

        assertThat(spans).extracting(Span::stage).contains("busy", "free", "sidecar");
        assertThat(spans)
                .filteredOn(span -> !span.stage().equals("busy"))
                .extracting(Span::result)
                .containsOnly("continue");
    }

    private List<String> flushedAt(FlushPhase flushes, int seconds) {
        runningTime.set(Duration.ofSeconds(seconds).toNanos());
        return flushes.afterResponse(Events.event("")).stream().map(Span::stage).toList();
    }

    private PeerSpec stage(String name) {
        return stage(name, PATIENT);
    }

    private PeerSpec stage(String name, FlushTerms terms) {
        return rig.stage(new Stage(name, Optional.empty(), Stage.OnFailure.FAIL, terms));
    }

    private List<Span> flush(Flusher... flushers) throws Exception {
        return rig.flushes(runningTime::get, flushers).afterResponse(Events.event(""));
    }
}
