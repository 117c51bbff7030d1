package dev.openruntime.child;

import dev.openruntime.time.RunningTime;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Probes whose answers a test gives. */
final class FakeChecker implements Checker {

    private final BlockingQueue<FakeCheck> started = new LinkedBlockingQueue<>();

    @Override
    public Check start(String child, PeriodicCheck check, RunningTime time, Verdicts verdicts) {
        FakeCheck fake = new FakeCheck(child, check, verdicts, new AtomicBoolean());
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
    record FakeCheck(String child, PeriodicCheck check, Verdicts verdicts, AtomicBoolean stopped) implements Check {

        @Override
        public void stop() {
            stopped.set(true);
        }
    }
}
