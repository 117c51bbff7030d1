package dev.openruntime.admin;

import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.InvocationReport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts invocations and what the program itself cost each: all of it but the handler. Written by the loop's thread,
 * read by any. Durations are kept in 8 steps an octave, so a quantile is right to about 6 %.
 */
final class LoopFigures {

    private static final int STEPS = 8;
    private static final int STEP_BITS = 3;
    private static final int CELLS = STEPS * 40;

    private final AtomicLong invocations = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong overheadNanos = new AtomicLong();
    private final AtomicLongArray cells = new AtomicLongArray(CELLS);

    void add(InvocationReport report) {
        long overhead = report.postedNanos() - report.arrivedNanos() - report.handlerNanos();
        switch (report.outcome()) {
            case Outcome.Response _, Outcome.Streamed _ -> {}
            case Outcome.FunctionError _ -> failures.incrementAndGet();
        }
        overheadNanos.addAndGet(overhead);
        cells.incrementAndGet(cell(TimeUnit.NANOSECONDS.toMicros(overhead)));
        invocations.incrementAndGet();
    }

    long invocations() {
        return invocations.get();
    }

    long failures() {
        return failures.get();
    }

    /** Of all invocations together. */
    Duration overhead() {
        return Duration.ofNanos(overheadNanos.get());
    }

    /** What so many of 100 invocations stayed below; zero before the first. */
    Duration overhead(double percent) {
        long all = 0;
        for (int i = 0; i < CELLS; i++) {
            all += cells.get(i);
        }
        double wanted = all * percent / 100;
        long seen = 0;
        for (int i = 0; i < CELLS && all > 0; i++) {
            seen += cells.get(i);
            if (seen >= wanted && cells.get(i) > 0) {
                return Duration.of(middle(i), TimeUnit.MICROSECONDS.toChronoUnit());
            }
        }
        return Duration.ZERO;
    }

    private static int cell(long micros) {
        long value = Math.max(0, micros);
        if (value < 2 * STEPS) {
            return (int) value;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
        return Math.min(CELLS - 1, octave * STEPS + (int) (value >>> octave));
    }

    private static long middle(int cell) {
        if (cell < 2 * STEPS) {
            return cell;
        }
        int octave = cell / STEPS - 1;
        long low = (long) (cell - octave * STEPS) << octave;
        return low + (1L << octave) / 2;
    }
}
