package dev.openruntime.worker;

import dev.openruntime.invocation.Deadline;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that acts when something didn't happen in time: a write that blocks, a cancel that isn't answered. It
 * sleeps otherwise, and is started by the first use: an invocation that goes well and has a small event never needs it.
 */
public final class Watch {

    private static final ScheduledThreadPoolExecutor THREAD = thread();

    private Watch() {}

    /** Runs this on the watch thread at the deadline, unless cancelled before. It must not block. */
    public static Future<?> at(Deadline deadline, Runnable action) {
        return THREAD.schedule(action, Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("worker-watch").unstarted(task));
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }
}
