package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.intake.Intake;
import dev.openruntime.sidecar.metrics.intake.Sample;
import dev.openruntime.sidecar.metrics.output.Deadline;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One that is asked. After a failure it is left alone for half a second, then longer, up to half a minute. One thread
 * at a time; the words may be asked for by any.
 */
final class Target {

    private static final int MOST_BYTES = 4 << 20;
    private static final Duration SHORTEST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final TargetSettings settings;
    private final Intake intake;
    private final boolean isFirstLife;
    private boolean wasRead;
    private boolean wasToldOf;
    private Duration rest = Duration.ZERO;
    private long failedNanos;
    private volatile String last = "never read";

    /** @param isFirstLife whether nobody has read it before this process */
    Target(TargetSettings settings, Intake intake, boolean isFirstLife) {
        this.settings = settings;
        this.intake = intake;
        this.isFirstLife = isFirstLife;
    }

    /** Reads it, unless it is left alone. Trouble is counted, and told the first time. */
    void read(SidecarContext life, Deadline flush) throws InterruptedException {
        if (System.nanoTime() - failedNanos < rest.toNanos()) {
            return;
        }
        long begunNanos = System.nanoTime();
        Duration left = flush.remaining();
        Duration within = settings.within().compareTo(left) < 0 ? settings.within() : left;
        try {
            List<Sample> samples = samples(Deadline.in(within));
            wasRead = true;
            rest = Duration.ZERO;
            int lost = intake.take(samples);
            last = samples.size() + " series" + (lost == 0 ? "" : ", no room for " + lost);
        } catch (ScrapeFailure e) {
            failedNanos = System.nanoTime();
            boolean isSlow = failedNanos - begunNanos > within.toNanos() / 2;
            rest = !isSlow ? Duration.ZERO : rest.isZero() ? SHORTEST_REST : rest.multipliedBy(2);
            rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
            last = String.valueOf(e.getMessage());
            life.meters().count("scrapes.failed");
            tell(life);
        }
    }

    /** What is in the way of reading it may be there each time, but is told once. */
    private void tell(SidecarContext life) throws InterruptedException {
        if (!wasToldOf && !Thread.currentThread().isInterrupted()) {
            wasToldOf = life.print("cannot read the metrics of " + settings.url() + ": " + last
                    + "; from now on this is counted as scrapes.failed");
        }
    }

    private List<Sample> samples(Deadline by) throws ScrapeFailure {
        HttpGet.Page page = new HttpGet(settings.url(), by, MOST_BYTES).page();
        String type = page.contentType().toLowerCase(Locale.ROOT);
        boolean isOpenMetrics = type.startsWith("application/openmetrics-text");
        if (!isOpenMetrics && !type.startsWith("text/plain") && !type.isEmpty()) {
            throw new ScrapeFailure("its answer is " + type + ", and no text of Prometheus or OpenMetrics");
        }
        List<Tag> tags =
                settings.name().map(name -> List.of(new Tag("target", name))).orElse(List.of());
        return Exposition.read(page.text(), isOpenMetrics, tags, settings.url().toString(), wasRead || isFirstLife);
    }

    /** For a person. */
    String inWords() {
        return settings.url() + ": " + last;
    }
}
