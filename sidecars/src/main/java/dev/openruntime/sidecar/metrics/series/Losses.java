package dev.openruntime.sidecar.metrics.series;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many values were left out, by the name of their metric; of names that come after the first hundred, all together.
 * Any thread.
 */
public final class Losses {

    private static final int MOST_NAMES = 100;
    private static final int LONGEST_NAME = 250;
    private static final int SHOWN = 3;

    private final Map<String, Long> byName = new LinkedHashMap<>(); // guarded by this
    private long others; // guarded by this
    private long all; // guarded by this
    private long told; // guarded by this

    /** Counts. */
    public synchronized void add(String name, long values) {
        all += values;
        String known = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        if (byName.size() < MOST_NAMES || byName.containsKey(known)) {
            byName.merge(known, values, Long::sum);
        } else {
            others += values;
        }
    }

    /** All of them. */
    public synchronized long all() {
        return all;
    }

    /** How many of one name. */
    public synchronized long of(String name) {
        return byName.getOrDefault(name, 0L);
    }

    /** Those that were left out since this was last asked. */
    public synchronized long news() {
        long news = all - told;
        told = all;
        return news;
    }

    /** For a person; empty if nothing was left out. */
    public synchronized String inWords() {
        if (all == 0) {
            return "";
        }
        StringBuilder words = new StringBuilder().append(all).append(" values dropped (");
        int shown = 0;
        for (Map.Entry<String, Long> entry : byName.entrySet()) {
            if (shown == SHOWN) {
                break;
            }
            words.append(shown++ == 0 ? "" : ", ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(entry.getValue());
        }
        int more = byName.size() - shown + (others > 0 ? 1 : 0);
        return words.append(more > 0 ? ", …)" : ")").toString();
    }
}
