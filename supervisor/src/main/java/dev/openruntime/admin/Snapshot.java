package dev.openruntime.admin;

import dev.openruntime.process.TreeUsage;
import java.time.Instant;
import java.util.List;

/**
 * Everything at one moment.
 *
 * @param own what this process uses itself
 */
record Snapshot(
        Instant at,
        Instant started,
        Progress.Standing standing,
        LoopFigures figures,
        TreeUsage own,
        List<ChildView> children) {

    /** Whether all that is required does its work. */
    boolean isWell() {
        return children.stream()
                .allMatch(child -> child.isWell() || !child.status().spec().required());
    }
}
