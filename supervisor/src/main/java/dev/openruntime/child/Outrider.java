package dev.openruntime.child;

import java.util.ArrayList;
import java.util.List;

/**
 * Spawns children from the last one on, on the threads {@code spawner-1} and {@code spawner-2}, while the lifecycle
 * does so from the first on; where they meet all are spawned. Most of a spawn is waiting for the system to start a
 * program, so three at a time are done sooner even on two processors.
 */
final class Outrider {

    /** Fewer are spawned as soon without it. */
    private static final int WORTH_IT = 3;

    private static final int THREADS = 2;
    private static final long STACK_BYTES = 256 * 1024;

    private Outrider() {}

    /** Takes those along whose first spawn doesn't need the lifecycle's thread; the others are left to that. */
    static void send(List<Seat> seats) {
        List<Seat> last = new ArrayList<>();
        for (Seat seat : seats.reversed()) {
            if (seat.canBeSpawnedAhead()) {
                last.add(seat);
            }
        }
        if (last.size() < WORTH_IT) {
            return;
        }
        last.forEach(Seat::mayBeSpawnedAhead);
        for (int i = 1; i <= THREADS; i++) {
            Thread thread = new Thread(null, () -> last.forEach(Seat::spawnAhead), "spawner-" + i, STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
