package dev.openruntime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Limits;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.PeerWorkers;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import dev.openruntime.pipeline.FlushPhase;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.pipeline.Pipeline;
import dev.openruntime.pipeline.Span;
import dev.openruntime.pipeline.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvocationLoopTest {

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final PeerWorkers workers = new PeerWorkers();

    @AfterEach
    void endPeers() {
        workers.close();
    }

    @Test
    void shouldAskRunPostFlushAndAskAgain() throws Exception {
        workers.middleware("mid").on("flush", turn -> {
            journal.add("flush");
            turn.answer("continue", "");
        });
        handler(Script.answer("respond", "response"));

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> loop(new Given(2)).run());

        assertThat(journal)
                .containsExactly(
                        "next sent",
                        "next",
                        "handle",
                        "posted response",
                        "flush",
                        "done 0",
                        "next sent",
                        "next",
                        "handle",
                        "posted response",
                        "flush",
                        "done 1",
                        "next sent",
                        "next");
    }

    @Test
    void shouldGoOnAfterAFunctionsError() throws Exception {
        handler(Script.answer("fail", "{\"errorType\":\"X\"}"));

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> loop(new Given(3)).run())
                .withMessage("no more events");

        assertThat(journal).filteredOn(entry -> entry.startsWith("posted")).hasSize(3);
        assertThat(journal).contains("posted {\"errorType\":\"X\"}");
    }

    @Test
    void shouldEndWhenAnOutcomeCannotBePosted() throws Exception {
        handler(Script.answer("respond", ""));
        Source broken = new Given(3) {
            @Override
            public void post(Invocation invocation, Outcome.Whole outcome) throws SourceFailure {
                throw new SourceFailure("gone");
            }
        };

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> loop(broken).run())
                .withMessage("gone");
        assertThat(journal).containsExactly("next sent", "next", "handle");
    }

    @Test
    void shouldReportEachInvocation() throws Exception {
        workers.middleware("mid")
                .on("before", Script.answer("continue", ""))
                .on("flush", Script.answer("continue", ""));
        handler(Script.answer("respond", "response"));
        List<InvocationReport> reports = new CopyOnWriteArrayList<>();
        LoopListener listener = new LoopListener() {
            @Override
            public void nextSent(long nanos) {
                journal.add("next sent");
            }

            @Override
            public void invocationDone(InvocationReport report) {
                reports.add(report);
            }
        };

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(
                        () -> new InvocationLoop(new Given(1), new Given(1), pipeline(), flushes(), listener).run());

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.requestId()).isEqualTo("0");
            assertThat(report.outcome().body().text()).isEqualTo("response");
            assertThat(report.postedNanos()).isGreaterThanOrEqualTo(report.arrivedNanos());
            assertThat(report.spans()).extracting(Span::hook).containsExactly("before", "handle", "post", "flush");
        });
    }

    @Test
    void shouldDrainAtOnceWhenNothingIsUnderWayAndBeginNothingMore() throws Exception {
        CountDownLatch eventComes = new CountDownLatch(1);
        handler(Script.answer("respond", ""));
        Given held = new Given(5) {
            @Override
            public Invocation next() throws SourceFailure {
                Turn.await(eventComes);
                return super.next();
            }
        };
        InvocationLoop loop = loop(held);
        CompletableFuture<Void> run = start(loop);

        assertThat(loop.drain(Deadline.in(Duration.ofSeconds(30)))).isTrue();
        eventComes.countDown();

        assertThat(loop.drain(Deadline.in(Duration.ofMillis(300))))
                .as("drained already")
                .isFalse();
        assertThat(run).isNotDone();
        assertThat(journal).doesNotContain("handle");
    }

    @Test
    void shouldDrainWhenTheRunningInvocationIsPostedAndFlushed() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        handler(turn -> {
            running.countDown();
            Turn.await(mayEnd);
            turn.answer("respond", "response");
        });
        InvocationLoop loop = loop(new Given(1_000));
        CompletableFuture<Void> run = start(loop);
        Turn.await(running);
        assertThat(loop.drain(Deadline.in(Duration.ofMillis(100)))).isFalse();

        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        Thread draining = Thread.ofPlatform().daemon().start(() -> {
            try {
                drained.complete(loop.drain(Deadline.in(Duration.ofSeconds(30))));
            } catch (InterruptedException e) {
                drained.completeExceptionally(e);
            }
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> draining.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();

        assertThat(drained).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
        assertThat(journal).contains("posted response", "done 0").doesNotContain("done 1");
        assertThat(run).isNotDone();
    }

    @Test
    void shouldPostNothingMoreOnceItIsSilenced() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        handler(turn -> {
            running.countDown();
            Turn.await(mayEnd);
            turn.answer("respond", "response");
            answered.countDown();
        });
        InvocationLoop loop = loop(new Given(1_000));
        CompletableFuture<Void> run = start(loop);
        Turn.await(running);

        loop.silence();
        mayEnd.countDown();
        Turn.await(answered);

        assertThat(loop.drain(Deadline.in(Duration.ofMillis(300)))).isFalse();
        assertThat(run).isNotDone();
        assertThat(journal).containsExactly("next sent", "next", "handle");
    }

    @Test
    void shouldStillDrainWhenTheSourceHasFailed() throws Exception {
        handler(Script.answer("respond", ""));
        InvocationLoop loop = loop(new Given(1));

        CompletableFuture<Void> run = start(loop);

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> run.get(30, TimeUnit.SECONDS));
        assertThat(loop.drain(Deadline.in(Duration.ofSeconds(30)))).isTrue();
    }

    private void handler(Script script) {
        workers.handler(turn -> {
            journal.add("handle");
            script.act(turn);
        });
    }

    private Pipeline pipeline() throws Exception {
        workers.warm();
        return new Pipeline(
                stages(),
                "handler",
                "index.handler",
                new Limits(left -> Duration.ofSeconds(1), Optional.empty()),
                soft -> Optional.empty(),
                workers);
    }

    private FlushPhase flushes() {
        return new FlushPhase(stages(), workers, List.of(), System::nanoTime);
    }

    private List<Stage> stages() {
        return workers.names().contains("mid")
                ? List.of(new Stage("mid", Optional.empty(), Stage.OnFailure.FAIL, FlushTerms.DEFAULT))
                : List.of();
    }

    private InvocationLoop loop(Source source) throws Exception {
        return new InvocationLoop(source, source, pipeline(), flushes(), new LoopListener() {
            @Override
            public void nextSent(long nanos) {
                journal.add("next sent");
            }

            @Override
            public void invocationDone(InvocationReport report) {
                journal.add("done " + report.requestId());
            }
        });
    }

    private static CompletableFuture<Void> start(InvocationLoop loop) {
        CompletableFuture<Void> run = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("loop").start(() -> {
            try {
                loop.run();
            } catch (SourceFailure e) {
                run.completeExceptionally(e);
            }
        });
        return run;
    }

    /** So many events, and then a failure. */
    private class Given implements Source {

        private final int events;
        private int given;

        Given(int events) {
            this.events = events;
        }

        @Override
        public Invocation next() throws SourceFailure {
            journal.add("next");
            if (given == events) {
                throw new SourceFailure("no more events");
            }
            return Events.event(String.valueOf(given++), "event", Duration.ofMinutes(1));
        }

        @Override
        public void post(Invocation invocation, Outcome.Whole outcome) throws SourceFailure {
            journal.add("posted " + outcome.body().text());
        }

        @Override
        public ResponseSink stream(Invocation invocation, List<Header> headers) {
            throw new AssertionError("nothing here streams");
        }
    }
}
