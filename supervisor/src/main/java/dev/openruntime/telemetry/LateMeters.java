package dev.openruntime.telemetry;

import dev.openruntime.loop.InvocationReport;
import dev.openruntime.loop.LoopListener;
import dev.openruntime.pipeline.Span;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor's own meters. The registry has no business on the start path: it is made on a thread of its own once
 * the first {@code next} is on its way, and what was recorded by then is kept, up to a bound.
 */
public final class LateMeters implements LoopListener {

    private static final int MOST_KEPT = 1_000;

    private final Object lock = new Object();
    private final Queue<Consumer<MeterRegistry>> kept = new ArrayDeque<>();
    private final boolean gathers;
    private Optional<GatheringRegistry> registry = Optional.empty();
    private boolean beingMade;

    /** Of which nobody takes anything but a look. */
    public LateMeters() {
        this(false);
    }

    private LateMeters(boolean gathers) {
        this.gathers = gathers;
    }

    /** That remember what they were given until somebody takes it. */
    public static LateMeters gathering() {
        return new LateMeters(true);
    }

    /** Gives away what was recorded since the last time; nothing while there is no registry yet. Any thread; short. */
    public void takeGathered(GatheredMeters to) {
        synchronized (lock) {
            registry.ifPresent(meters -> meters.take(to));
        }
    }

    /** Records something now, or as soon as there is a registry. Any thread; short. */
    public void record(Consumer<MeterRegistry> what) {
        synchronized (lock) {
            if (registry.isPresent()) {
                what.accept(registry.get());
            } else if (kept.size() < MOST_KEPT) {
                kept.add(what);
            }
        }
    }

    /** Looks at what is recorded so far; does nothing while there is no registry yet. Any thread; short. */
    public void read(Consumer<MeterRegistry> look) {
        synchronized (lock) {
            registry.ifPresent(look);
        }
    }

    /** How long a phase of init took. */
    public void initPhase(String phase, Duration took) {
        record(meters -> Timer.builder("openruntime.init")
                .tag("phase", phase)
                .register(meters)
                .record(took));
    }

    @Override
    public void nextSent(long nanos) {
        if (!beingMade) {
            beingMade = true;
            Thread.ofPlatform().daemon().name("meters").start(this::make);
        }
    }

    @Override
    public void invocationDone(InvocationReport report) {
        record(meters -> record(report, meters));
    }

    /** Flushes that belong to no invocation. */
    public void flushed(List<Span> spans) {
        record(meters -> spans.forEach(span -> record(span, meters)));
    }

    /** Every timer in the debug log, as the process ends. */
    public void logSummary() {
        Logger log = LoggerFactory.getLogger(LateMeters.class); // logging comes up after the first child
        synchronized (lock) {
            if (log.isDebugEnabled() && registry.isPresent()) {
                registry.get().getMeters().forEach(meter -> log.debug("{} {}", meter.getId(), meter.measure()));
            }
        }
    }

    private void make() {
        GatheringRegistry made = new GatheringRegistry(gathers);
        synchronized (lock) {
            registry = Optional.of(made);
            kept.forEach(what -> what.accept(made));
            kept.clear();
        }
    }

    private static void record(InvocationReport report, MeterRegistry meters) {
        report.spans().forEach(span -> record(span, meters));
        long whole = report.postedNanos() - report.arrivedNanos();
        meters.timer("openruntime.invocation").record(whole, TimeUnit.NANOSECONDS);
        meters.timer("openruntime.overhead").record(whole - report.handlerNanos(), TimeUnit.NANOSECONDS);
        report.streamedBytes()
                .ifPresent(bytes -> meters.counter("openruntime.streamed.bytes").increment((double) bytes));
    }

    /** One timer a step, child and result: what it counts is how often a flush came to nothing, for one. */
    private static void record(Span span, MeterRegistry meters) {
        Timer.builder("openruntime.hook")
                .tag("hook", span.hook())
                .tag("stage", span.stage())
                .tag("result", span.result())
                .register(meters)
                .record(span.endNanos() - span.startNanos(), TimeUnit.NANOSECONDS);
    }
}
