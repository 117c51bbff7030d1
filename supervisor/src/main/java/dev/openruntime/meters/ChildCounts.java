package dev.openruntime.meters;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.ChildState;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.child.Death;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often children were spawned, died and were replaced. Counted on the lifecycle thread, given away on another. */
final class ChildCounts implements ChildListener.Partial {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Gives away what was counted, and says who is ready. */
    void writeTo(Lines lines, List<ChildStatus> statuses) {
        for (ChildStatus status : statuses) {
            String tags = tags(status);
            boolean isReady = status.state().kind() == ChildState.Kind.READY;
            lines.gauge("openruntime.child.ready", "", tags, isReady ? 1 : 0);
            for (String what : List.of("spawns", "deaths", "replacements")) {
                LongAdder count = counts.get(key(what, status.spec()));
                if (count != null) {
                    lines.count("openruntime.child." + what, tags, (double) count.sumThenReset());
                }
            }
        }
    }

    static String tags(ChildStatus status) {
        return Lines.tags(status.spec().name(), status.spec().role().name().toLowerCase(Locale.ROOT));
    }

    private static String key(String what, ChildSpec child) {
        return what + ' ' + child.name();
    }

    private void count(String what, ChildSpec child) {
        counts.computeIfAbsent(key(what, child), _ -> new LongAdder()).increment();
    }

    @Override
    public void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {
        count("spawns", child);
    }

    @Override
    public void died(ChildSpec child, int spawn, Death death) {
        count("deaths", child);
    }

    @Override
    public void killed(ChildSpec child, int spawn, Instant at, String reason) {
        count("replacements", child);
    }
}
