package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.Spawner;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Spawns children that live as a test says. */
final class PuppetSpawner implements Spawner {

    private final BlockingQueue<Puppet> spawned = new LinkedBlockingQueue<>();

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) {
        Puppet puppet = new Puppet(signs);
        spawned.add(puppet);
        return puppet;
    }

    /** The next that is spawned. */
    Puppet next() throws InterruptedException {
        Puppet puppet = spawned.poll(20, TimeUnit.SECONDS);
        if (puppet == null) {
            throw new AssertionError("nothing was spawned");
        }
        return puppet;
    }

    /** One life. Ends when it is asked to. */
    record Puppet(LifeSigns signs) implements LiveChild {

        void ready() {
            signs.ready("");
        }

        void dies() {
            signs.exited(new Exit.Broke("lost its socket"));
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public void stop(String signal, Instant deadline) {
            signs.exited(new Exit.Closed());
        }

        @Override
        public int killTree() {
            signs.exited(new Exit.Closed());
            return 0;
        }

        @Override
        public List<String> lastLines() {
            return List.of();
        }
    }
}
