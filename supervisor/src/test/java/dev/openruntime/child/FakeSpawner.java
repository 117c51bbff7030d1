package dev.openruntime.child;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Spawns children that do what a test tells them. */
final class FakeSpawner implements Spawner {

    private final List<String> asked;
    private final BlockingQueue<FakeChild> spawned = new LinkedBlockingQueue<>();
    private volatile boolean obedient = true;
    private volatile boolean killsTakeTime;
    private volatile Optional<String> refusal = Optional.empty();

    FakeSpawner() {
        this(new CopyOnWriteArrayList<>());
    }

    /** @param asked where its children write down that they were asked to stop */
    FakeSpawner(List<String> asked) {
        this.asked = asked;
    }

    /** Its children don't end when asked to. */
    FakeSpawner deaf() {
        obedient = false;
        return this;
    }

    /** Its next children end when asked to. */
    FakeSpawner obedient() {
        obedient = true;
        return this;
    }

    /** Its children are gone only when the test lets them. */
    FakeSpawner clinging() {
        killsTakeTime = true;
        return this;
    }

    FakeSpawner refusing(String message) {
        refusal = Optional.of(message);
        return this;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
        FakeChild child = new FakeChild(
                spec.name(), spawn, cookie, signs, asked, obedient, new CountDownLatch(killsTakeTime ? 1 : 0));
        spawned.add(child);
        return child;
    }

    /** The next child that is spawned. */
    FakeChild next() throws InterruptedException {
        FakeChild child = spawned.poll(20, TimeUnit.SECONDS);
        if (child == null) {
            throw new AssertionError("nothing was spawned");
        }
        return child;
    }

    boolean hasNext() {
        return !spawned.isEmpty();
    }

    /** One spawn of it. */
    record FakeChild(
            String name,
            int spawn,
            String cookie,
            LifeSigns signs,
            List<String> asked,
            boolean obedient,
            CountDownLatch mayGo)
            implements LiveChild {

        @Override
        public OptionalLong pid() {
            return OptionalLong.of(1000 + spawn);
        }

        @Override
        public void stop(String signal, Instant deadline) {
            asked.add(name + " " + signal);
            if (obedient) {
                signs.exited(new Exit.Status(0));
            }
        }

        @Override
        public int killTree() {
            try {
                if (!mayGo.await(20, TimeUnit.SECONDS)) {
                    return 1;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 1;
            }
            signs.exited(new Exit.Status(137));
            return 0;
        }

        @Override
        public List<String> lastLines() {
            return List.of("line of spawn " + spawn);
        }
    }
}
