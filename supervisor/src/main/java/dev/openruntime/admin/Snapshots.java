package dev.openruntime.admin;

import dev.openruntime.child.ChildStatus;
import dev.openruntime.process.TreeUsage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Looks at everything, when it is asked to; a walk through the processes of the machine each time. */
record Snapshots(Supervision supervision, Replacements replacements, LoopFigures figures, Progress progress) {

    Snapshot take() {
        List<ChildStatus> statuses = supervision.statuses();
        Map<String, OptionalLong> pids = new HashMap<>();
        for (ChildStatus status : statuses) {
            if (!supervision.isEmbedded(status.spec().name())) {
                pids.put(status.spec().name(), status.state().pid());
            }
        }
        Map<String, TreeUsage> usages = TreeUsage.ofChildren(supervision.run(), pids);
        return new Snapshot(
                Instant.now(),
                progress.started(),
                progress.standing(),
                figures,
                TreeUsage.ofThisProcess(),
                statuses.stream().map(status -> view(status, usages)).toList());
    }

    private ChildView view(ChildStatus status, Map<String, TreeUsage> usages) {
        String name = status.spec().name();
        return new ChildView(
                status,
                supervision.isEmbedded(name),
                supervision.notReady(name),
                replacements.of(name),
                supervision.probes(name),
                usages.getOrDefault(name, TreeUsage.NONE));
    }
}
