package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.time.RunningTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutriderTest {

    private static final int MANY = 20;

    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch spawnedByAnother = new CountDownLatch(1);
    private final List<FakeSpawner> spawners = new ArrayList<>();
    private final List<SupervisedChild> supervised = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    @Test
    void shouldSpawnEachOnceWhenSeveralThreadsSpawnMany() throws Exception {
        for (int i = 0; i < MANY; i++) {
            add("s" + i, new FakeSpawner());
        }
        Children children = children();

        children.spawnFirst(names);

        assertThat(threads)
                .contains(Thread.currentThread().getName())
                .anyMatch(thread -> thread.startsWith("spawner-"));
        for (FakeSpawner spawner : spawners) {
            assertThat(spawner.next().spawn()).isEqualTo(1);
            assertThat(spawner.hasNext()).isFalse();
        }
        assertThat(children.statuses())
                .allSatisfy(status -> assertThat(status.state().kind()).isEqualTo(ChildState.Kind.STARTING));
        assertThat(children.stop(TestSpecs.LONG)).isTrue();
    }

    @Test
    void shouldSayWhyAndCarryOnWhenOneCannotBeSpawned() throws Exception {
        for (int i = 0; i < MANY; i++) {
            FakeSpawner spawner = new FakeSpawner();
            add("s" + i, i == MANY - 1 ? spawner.refusing("cannot run it: no such file") : spawner);
        }
        Children children = children();

        children.spawnFirst(names);

        String last = names.getLast();
        assertThat(children.status(last).state().past().lastDeath())
                .hasValueSatisfying(death -> assertThat(death.reason()).contains("no such file"));
        assertThat(spawners.getFirst().hasNext()).isTrue();
        assertThat(children.stop(TestSpecs.LONG)).isTrue();
    }

    private void add(String name, FakeSpawner spawner) {
        spawners.add(spawner);
        names.add(name);
        supervised.add(new SupervisedChild(
                TestSpecs.worker(name, ChildRole.SIDECAR), new Overlapping(spawner, supervised.size() == 1)));
    }

    private Children children() {
        return new Children("run", supervised, TestSpecs.time(), new RunningTime());
    }

    /**
     * Notes who calls it; one waits until another thread has spawned, so that more than one is seen on one processor
     * too.
     */
    private final class Overlapping implements Spawner {

        private final FakeSpawner spawner;
        private final boolean waits;

        Overlapping(FakeSpawner spawner, boolean waits) {
            this.spawner = spawner;
            this.waits = waits;
        }

        @Override
        public boolean mayOverlap() {
            return true;
        }

        @Override
        public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
            String thread = Thread.currentThread().getName();
            threads.add(thread);
            if (thread.startsWith("spawner-")) {
                spawnedByAnother.countDown();
            } else if (waits) {
                await();
            }
            return spawner.spawn(spec, spawn, cookie, signs);
        }

        private void await() {
            try {
                assertThat(spawnedByAnother.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
