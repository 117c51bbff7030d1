package dev.openruntime.sidecar.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the changes, so that a caller can ask for what came after the one that it has seen. Bounded: of services that
 * are gone it forgets, and then takes them for changed. Any thread.
 */
final class Index {

    private static final int MOST_GONE = 1_000;

    private final Map<String, Long> changed = new HashMap<>();
    private long latest = 1;
    private long forgotten = 1;

    /** These services changed just now; so many are there. */
    synchronized void changed(Collection<String> services, int there) {
        latest++;
        for (String service : services) {
            changed.put(service, latest);
        }
        if (changed.size() > there + MOST_GONE) {
            changed.clear();
            forgotten = latest;
        }
    }

    synchronized long latest() {
        return latest;
    }

    /** Of the last change of that service. */
    synchronized long of(String service) {
        return changed.getOrDefault(service, forgotten);
    }
}
