package dev.openruntime.bench;

import dev.openruntime.console.TimelineEntry;
import dev.openruntime.emulator.InitReport;
import dev.openruntime.emulator.InvokeRequest;
import dev.openruntime.emulator.InvokeResult;
import dev.openruntime.emulator.PendingInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A side that runs, and its only caller. For one thread. */
final class Caller implements AutoCloseable {

    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(100_000);

    private final Side side;
    private final InvokeRequest request;
    private final Failures failures;
    private final Contestant contestant;

    private Caller(Side side, InvokeRequest request, Failures failures, Contestant contestant) {
        this.side = side;
        this.request = request;
        this.failures = failures;
        this.contestant = contestant;
    }

    /** Opens a side, which starts nothing yet. */
    static Caller open(Side side, InvokeRequest request, Failures failures, boolean timeline) throws SideFailure {
        return new Caller(side, request, failures, side.opener().open(timeline));
    }

    /** Starts it, and says how long that took. */
    Duration start() throws SideFailure, InterruptedException {
        InitReport init = contestant.emulator().init();
        if (!init.succeeded()) {
            String why = init.error()
                    .map(error -> new String(error.payload(), StandardCharsets.UTF_8))
                    .orElse("it was not ready within the time that init may take");
            throw new SideFailure("cannot measure " + side.name() + ": its init failed: " + why);
        }
        return init.duration();
    }

    /** Makes one call and waits for its answer, which is what is measured, and then for its end. */
    Duration call() throws InterruptedException {
        long begun = System.nanoTime();
        PendingInvocation pending = contestant.emulator().submit(request);
        InvokeResult answer = pending.answer();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Object _ = pending.end();
        if (answer.functionError()) {
            failures.add(answer.payload());
        }
        return took;
    }

    /** Makes so many calls, one after the other. */
    Times calls(int count) throws InterruptedException {
        List<Duration> times = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            times.add(call());
        }
        return Times.of(times);
    }

    /** Makes calls until so many were made or so much time is over. */
    int callsWithin(Duration time, int most) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        int made = 0;
        while (made < most && (made == 0 || System.nanoTime() < end)) {
            Object _ = call();
            made++;
        }
        return made;
    }

    /** Asks its bootstrap to end, and says how long that took. */
    Duration end() throws SideFailure {
        OptionalLong pid = contestant.emulator().bootstrap();
        ProcessHandle bootstrap = pid.stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(found -> found.stream())
                .findFirst()
                .orElseThrow(() -> new SideFailure("cannot measure the end of " + side.name() + ": it has ended"));
        long begun = System.nanoTime();
        boolean _ = bootstrap.destroy();
        while (bootstrap.isAlive()) {
            if (System.nanoTime() - begun > TO_END.toNanos()) {
                throw new SideFailure("cannot measure the end of " + side.name() + ": it is still there "
                        + TO_END.toSeconds() + " s after SIGTERM");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    Set<Long> processes() throws IOException {
        return contestant.emulator().processes();
    }

    List<TimelineEntry> timeline() {
        return contestant.timeline();
    }

    @Override
    public void close() {
        contestant.close();
    }
}
