package dev.openruntime.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The lines of one child's output that others wait for, and those of them that were printed in any of its spawns. Any
 * thread. Costs a volatile read a line once nobody waits for one any more.
 */
final class LineWatch {

    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private volatile List<Pattern> awaited = List.of();

    /** From now on it listens for such a line. */
    synchronized void listenFor(Pattern line) {
        List<Pattern> more = new ArrayList<>(awaited);
        more.add(line);
        awaited = List.copyOf(more);
    }

    /** Whether such a line was printed. */
    boolean hasHeard(Pattern line) {
        return heard.contains(line.pattern());
    }

    /** Whether there is a line that wasn't printed yet. */
    boolean listens() {
        return !awaited.isEmpty();
    }

    /** Takes in a line; returns whether it is one that was waited for. */
    boolean printed(String line) {
        boolean any = false;
        for (Pattern pattern : awaited) {
            if (pattern.matcher(line).find()) {
                any = true;
                heard.add(pattern.pattern());
            }
        }
        if (any) {
            forgetWhatWasHeard();
        }
        return any;
    }

    private synchronized void forgetWhatWasHeard() {
        awaited = awaited.stream().filter(pattern -> !hasHeard(pattern)).toList();
    }
}
