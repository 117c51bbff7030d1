package dev.openruntime.child;

import dev.openruntime.health.Answer;
import dev.openruntime.health.PeriodicProbe;
import dev.openruntime.health.ProbeReport;
import dev.openruntime.health.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Probes whose answers a test gives. */
final class FakeChecker implements Checker {

    private final BlockingQueue<FakeCheck> started = new LinkedBlockingQueue<>();

    @Override
    public Check start(String child, PeriodicCheck check, PeriodicProbe.Listener listener) {
        FakeCheck fake = new FakeCheck(check, listener);
        started.add(fake);
        return fake;
    }

    /** The next that is started. */
    FakeCheck next() throws InterruptedException {
        FakeCheck check = started.poll(20, TimeUnit.SECONDS);
        if (check == null) {
            throw new AssertionError("no probe was started");
        }
        return check;
    }

    boolean hasNext() {
        return !started.isEmpty();
    }

    /** One that was started. */
    static final class FakeCheck implements Check {

        private final PeriodicCheck check;
        private final PeriodicProbe.Listener listener;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile Optional<Answer> last = Optional.empty();
        private volatile Optional<Runnable> onRefresh = Optional.of(() -> {});
        private volatile boolean stopped;

        FakeCheck(PeriodicCheck check, PeriodicProbe.Listener listener) {
            this.check = check;
            this.listener = listener;
        }

        PeriodicCheck check() {
            return check;
        }

        PeriodicProbe.Listener listener() {
            return listener;
        }

        boolean stopped() {
            return stopped;
        }

        /** How often it was asked for a fresh answer. */
        AtomicInteger asked() {
            return asked;
        }

        void answers(Instant at, boolean passed, String detail) {
            last = Optional.of(new Answer(passed, detail, at));
        }

        void onRefresh(Runnable what) {
            onRefresh = Optional.of(what);
        }

        void neverAnswers() {
            onRefresh = Optional.empty();
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public ProbeReport report() {
            return new ProbeReport(
                    check.target().kind(), check.target().description(), Verdict.UNKNOWN, Samples.BORN, last, 0, 0);
        }

        @Override
        public CompletableFuture<Answer> refresh() {
            asked.incrementAndGet();
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            onRefresh.ifPresent(what -> {
                what.run();
                answer.complete(new Answer(false, "fresh", Samples.NOW));
            });
            return answer;
        }
    }
}
