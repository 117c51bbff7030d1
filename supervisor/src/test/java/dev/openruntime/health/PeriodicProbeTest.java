package dev.openruntime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.time.RunningTime;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PeriodicProbeTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofMillis(5);
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";
    private static final String BUSY = "HTTP/1.1 503 Busy\r\n\r\n";

    private final RunningTime time = new RunningTime();
    private final Prober prober = new Prober(time, InstantSource.system());
    private final Verdicts verdicts = new Verdicts();
    private final List<PeriodicProbe> started = new ArrayList<>();
    private final Set<Thread> ofOthers = Thread.getAllStackTraces().keySet(); // of a test before, and about to end

    @AfterEach
    void shouldLeaveNoThreadBehind() {
        started.forEach(PeriodicProbe::stop);
        await().atMost(LONG).untilAsserted(() -> assertThat(threads("probe")).isZero());
    }

    @Test
    void tellsOfAThresholdOnceEachTimeItIsCrossed() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering(OK, OK, BUSY, BUSY, OK, BUSY, BUSY, BUSY, OK, BUSY, OK, OK)) {
            String asked = "GET :" + server.port() + "/ready";

            start(http(server), new Schedule(EVERY, LONG, 3, 2));
            await().atMost(LONG).until(() -> verdicts.told().size() == 3);

            assertThat(verdicts.told())
                    .containsExactly(
                            "passed " + asked + " 200",
                            "failed " + asked + ": answered 503 (3 times in a row)",
                            "passed " + asked + " 200");
        }
    }

    @Test
    void reportsWhatIsKnown() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK, BUSY, BUSY)) {
            PeriodicProbe probe = start(http(server), new Schedule(Duration.ofHours(1), LONG, 3, 1));

            ProbeReport atFirst = probe.report();
            refreshed(probe);
            ProbeReport passing = probe.report();
            refreshed(probe);
            Answer last = refreshed(probe);
            ProbeReport wavering = probe.report();

            assertThat(atFirst.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(atFirst.last()).isEmpty();
            assertThat(passing.verdict()).isEqualTo(Verdict.PASSING);
            assertThat(passing.since()).isAfterOrEqualTo(atFirst.since());
            assertThat(wavering)
                    .isEqualTo(new ProbeReport(
                            "http",
                            "GET :" + server.port() + "/ready",
                            Verdict.PASSING,
                            passing.since(),
                            probe.lastResult(),
                            2,
                            0));
            assertThat(probe.lastResult()).contains(last);
            assertThat(last.passed()).isFalse();
        }
    }

    @Test
    void noticesOneThatLiesDead() throws Exception {
        ScriptedServer server = ScriptedServer.answering(OK);
        start(http(server), new Schedule(EVERY, LONG, 2, 1));
        await().atMost(LONG).until(() -> !verdicts.told().isEmpty());

        server.close();

        await().atMost(LONG).until(() -> verdicts.told().size() == 2);
        assertThat(verdicts.told().getLast())
                .isEqualTo("failed GET :" + server.port() + "/ready: connection refused (2 times in a row)");
    }

    @Test
    void neverOverlapsItself() throws Exception {
        try (ScriptedServer server = ScriptedServer.hangingFirst(5, OK)) {
            start(http(server), new Schedule(Duration.ofMillis(1), Duration.ofMillis(20), 1, 1));

            await().atMost(LONG).until(() -> server.requests().size() > 20);

            assertThat(server.mostAtOnce()).isEqualTo(1);
            assertThat(verdicts.told().getFirst()).endsWith(": no answer in time");
        }
    }

    @Test
    void isNotDelayedByOthersThatHang() throws Exception {
        try (ScriptedServer hanging = ScriptedServer.hangingFirst(Integer.MAX_VALUE, "");
                ScriptedServer good = ScriptedServer.answering(OK)) {
            for (int i = 0; i < Prober.MOST_AT_ONCE - 1; i++) {
                start(http(hanging), new Schedule(EVERY, Duration.ofHours(1), 1, 1));
            }
            await().atMost(LONG).until(() -> hanging.requests().size() == Prober.MOST_AT_ONCE - 1);

            start(http(good), new Schedule(EVERY, LONG, 1, 1));

            await().atMost(LONG).until(() -> good.requests().size() > 20);
        }
    }

    @Test
    void keepsTwoHundredThatHangToABoundedNumberOfThreadsAndAsksThemAll() {
        ScriptedExecution hanging = new ScriptedExecution(_ -> {
            Thread.sleep(Duration.ofMillis(200));
            throw new IOException("no answer in time");
        });
        List<PeriodicProbe> probes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            probes.add(start(hanging.target(), new Schedule(EVERY, LONG, 1, 1)));
        }

        await().atMost(LONG)
                .until(() -> probes.stream().allMatch(probe -> probe.report().failures() > 1));

        assertThat(hanging.mostAtOnce()).as("each on a thread").isLessThanOrEqualTo(Prober.MOST_AT_ONCE);
    }

    @Test
    void doesNothingAtAllWhileTimeStands() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            for (int i = 0; i < 20; i++) {
                start(http(server), new Schedule(EVERY, LONG, 1, 1));
            }
            await().atMost(LONG).until(() -> verdicts.told().size() == 20);

            time.stand();
            await().atMost(LONG)
                    .until(() -> threads("probe-") == 0 && scheduler().getState() == Thread.State.WAITING);
            int requests = server.requests().size();
            long processor = processorTime(scheduler());
            await().pollDelay(EVERY.multipliedBy(100)).until(() -> true);

            assertThat(server.requests()).hasSize(requests);
            assertThat(processorTime(scheduler())).isEqualTo(processor);
            assertThat(scheduler().getState()).isEqualTo(Thread.State.WAITING);

            time.go();
            await().atMost(LONG).until(() -> server.requests().size() > requests + 20);
        }
    }

    @Test
    void startsNoThreadBeforeThereIsAProbe() {
        assertThat(threads("probe")).isZero();
    }

    @Test
    void asksAtOnceWhenRefreshed() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK, BUSY)) {
            PeriodicProbe probe = start(http(server), new Schedule(Duration.ofHours(1), LONG, 1, 1));

            Answer first = refreshed(probe);
            Answer second = refreshed(probe);

            assertThat(first.passed()).isTrue();
            assertThat(second.detail()).endsWith(": answered 503");
            assertThat(verdicts.told()).hasSize(2); // told before whoever waits
        }
    }

    @Test
    void joinsAnAttemptUnderWayWhenRefreshed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedExecution command = new ScriptedExecution(run -> {
            go.await();
            return "run " + run;
        });
        PeriodicProbe probe = start(command.target(), new Schedule(Duration.ofHours(1), LONG, 1, 1));

        CompletableFuture<Answer> one = probe.refresh();
        await().atMost(LONG).until(() -> command.runs() == 1);
        CompletableFuture<Answer> other = probe.refresh();
        go.countDown();

        assertThat(one.get(30, TimeUnit.SECONDS).detail()).isEqualTo("exec check: run 1");
        assertThat(other.get(30, TimeUnit.SECONDS)).isSameAs(one.get());
    }

    @Test
    void beginsAFreshAttemptWhenRefreshedInTheMiddleOfOneFromBeforeALongStop() throws Exception {
        ScriptedExecution command = new ScriptedExecution(run -> {
            if (run == 1) {
                new CountDownLatch(1).await(); // until it is interrupted
            }
            return "run " + run;
        });
        PeriodicProbe probe = start(command.target(), new Schedule(Duration.ofHours(1), LONG, 1, 1));
        CompletableFuture<Answer> before = probe.refresh();
        await().atMost(LONG).until(() -> command.runs() == 1);

        time.stand();
        await().pollDelay(Attempt.LEAST_LATENESS.plusMillis(10)).until(() -> true);
        time.go();
        Answer after = refreshed(probe);

        assertThat(after.detail()).isEqualTo("exec check: run 2");
        assertThat(before.get()).isSameAs(after);
        assertThat(verdicts.told()).containsExactly("passed exec check: run 2");
    }

    @Test
    void takesAnAnswerForVoidThatComesLate() throws Exception {
        CountDownLatch standing = new CountDownLatch(1);
        ScriptedExecution command = new ScriptedExecution(run -> {
            if (run == 1) {
                standing.await();
                Thread.sleep(Attempt.voidAfter(EVERY).plusMillis(50)); // the freeze
                throw new IOException("of before the freeze");
            }
            return "run " + run;
        });
        PeriodicProbe probe = start(command.target(), new Schedule(Duration.ofHours(1), EVERY, 1, 1));

        CompletableFuture<Answer> answer = probe.refresh();
        time.stand();
        standing.countDown();

        assertThat(answer.get(30, TimeUnit.SECONDS).detail()).isEqualTo("exec check: run 2");
        assertThat(verdicts.told()).containsExactly("passed exec check: run 2");
    }

    @Test
    void takesATimeoutForVoidInWhoseTimeTheRunningTimeStood() throws Exception {
        Duration timeout = Duration.ofSeconds(1);
        ScriptedExecution command = new ScriptedExecution(run -> {
            if (run == 1) {
                time.stand();
                Thread.sleep(timeout.plusMillis(100)); // late, but not so late as to be void for that alone
                time.go();
                throw new IOException("no answer in time");
            }
            return "run " + run;
        });
        PeriodicProbe probe = start(command.target(), new Schedule(Duration.ofHours(1), timeout, 1, 1));

        assertThat(refreshed(probe).detail()).isEqualTo("exec check: run 2");
        assertThat(verdicts.told()).containsExactly("passed exec check: run 2");
    }

    @Test
    void failsOneThatHangsThoughTimeStandsAgainAndAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.hangingFirst(Integer.MAX_VALUE, "")) {
            start(http(server), new Schedule(EVERY, Duration.ofMillis(100), 2, 1));

            await().atMost(LONG).pollInterval(Duration.ofMillis(10)).until(() -> {
                time.stand();
                await().pollDelay(Duration.ofMillis(10)).until(() -> true);
                time.go();
                return !verdicts.told().isEmpty();
            });

            assertThat(verdicts.told().getFirst()).endsWith(": no answer in time (2 times in a row)");
        }
    }

    @Test
    void givesUpAnAttemptThatHangsWhereNoTimeoutReaches() throws Exception {
        AtomicBoolean hangs = new AtomicBoolean(true);
        ScriptedExecution command = new ScriptedExecution(run -> {
            while (hangs.get()) {
                Thread.onSpinWait();
                if (run > 1) {
                    throw new IOException("overlaps");
                }
            }
            return "run " + run;
        });
        start(command.target(), new Schedule(EVERY, EVERY, 1, 1));

        await().atMost(LONG).until(() -> !verdicts.told().isEmpty());
        hangs.set(false);
        await().atMost(LONG).until(() -> verdicts.told().size() >= 2); // on a busy machine a later one may fail again

        assertThat(verdicts.told().getFirst()).isEqualTo("failed exec check: no answer in time");
        assertThat(verdicts.told().get(1)).startsWith("passed exec check: run ");
        assertThat(command.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void failsOneThatHangsWhereNoTimeoutReachesSinceBeforeALongStop() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        ScriptedExecution command = new ScriptedExecution(run -> {
            while (released.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "run " + run;
        });
        PeriodicProbe probe = start(command.target(), new Schedule(EVERY, Duration.ofSeconds(1), 1, 1));
        CompletableFuture<Answer> before = probe.refresh();
        await().atMost(LONG).until(() -> command.runs() == 1);

        time.stand();
        await().pollDelay(Attempt.LEAST_LATENESS.plusMillis(10)).until(() -> true);
        time.go();
        CompletableFuture<Answer> after = probe.refresh();

        assertThat(after.get(30, TimeUnit.SECONDS).detail()).isEqualTo("exec check: no answer in time");
        assertThat(before.get()).isSameAs(after.get());
        released.countDown();
        assertThat(refreshed(probe).detail()).startsWith("exec check: run ");
    }

    @Test
    void tellsNothingMoreOnceItIsStopped() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ScriptedExecution command = new ScriptedExecution(run -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return "never";
        });
        PeriodicProbe probe = start(command.target(), new Schedule(EVERY, Duration.ofHours(1), 1, 1));
        await().atMost(LONG).until(() -> command.runs() == 1);
        CompletableFuture<Answer> waiting = probe.refresh();

        probe.stop();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.get(30, TimeUnit.SECONDS).detail()).isEqualTo("exec check: not probed any more");
        assertThat(refreshed(probe).passed()).isFalse();
        shouldLeaveNoThreadBehind();
        assertThat(verdicts.told()).isEmpty();
    }

    @Test
    void saysThatAProbeItselfIsBroken() throws Exception {
        ScriptedExecution command = new ScriptedExecution(run -> {
            throw new IllegalStateException("broken");
        });
        PeriodicProbe probe = start(command.target(), new Schedule(Duration.ofHours(1), LONG, 1, 1));

        assertThat(refreshed(probe).detail()).contains("internal error: ").endsWith("broken");
    }

    private PeriodicProbe start(Target target, Schedule schedule) {
        PeriodicProbe probe = prober.start("agent", target, schedule, verdicts);
        started.add(probe);
        return probe;
    }

    private static Target http(ScriptedServer server) {
        return new Target.Http("127.0.0.1", server.port(), "/ready");
    }

    private static Answer refreshed(PeriodicProbe probe) throws Exception {
        return probe.refresh().get(30, TimeUnit.SECONDS);
    }

    private Thread scheduler() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("probes") && !ofOthers.contains(thread))
                .findAny()
                .orElseThrow();
    }

    private static long processorTime(Thread thread) {
        return java.lang.management.ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    private long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix) && !ofOthers.contains(thread))
                .count();
    }
}
