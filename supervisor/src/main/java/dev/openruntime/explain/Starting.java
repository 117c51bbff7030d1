package dev.openruntime.explain;

import dev.openruntime.config.DependencyCondition;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one child starts.
 *
 * @param name of the child
 * @param role {@code handler}, {@code middleware}, {@code sidecar} or {@code one-shot}
 * @param needed whether init waits for it
 * @param waitsFor the children that must be that far first, in file order
 * @param ready what tells that it is ready
 * @param within how long it may take from its start until it is ready; none: as long as init may
 * @param line what its startup probe looks for in its output; empty if it doesn't
 */
public record Starting(
        String name,
        String role,
        boolean needed,
        Map<String, DependencyCondition> waitsFor,
        String ready,
        Optional<Duration> within,
        String line) {

    public Starting {
        waitsFor = Collections.unmodifiableMap(new LinkedHashMap<>(waitsFor));
    }
}
