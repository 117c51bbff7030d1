package dev.openruntime.telemetry;

import dev.openruntime.sidecar.metrics.series.Distribution;
import io.micrometer.core.instrument.Tag;
import java.util.List;

/** Takes what meters gathered since somebody last took it. */
public interface GatheredMeters {

    /** A counter rose. */
    void counted(String name, List<Tag> tags, double more);

    /** A timer was used. */
    void timed(String name, List<Tag> tags, Distribution seconds);
}
