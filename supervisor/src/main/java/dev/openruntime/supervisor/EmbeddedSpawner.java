package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.Spawner;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.telemetry.LateMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a built-in sidecar inside this process, by the same lifecycle as any child. */
final class EmbeddedSpawner implements Spawner {

    private final Sidecar sidecar;
    private final LateMeters meters;
    private final Printer printer;

    EmbeddedSpawner(Sidecar sidecar, LateMeters meters, Printer printer) {
        this.sidecar = sidecar;
        this.meters = meters;
        this.printer = printer;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) {
        Life life = new Life(spec.name(), signs);
        life.begin();
        return life;
    }

    /** One life of the sidecar, from start to stop. */
    private final class Life implements LiveChild {

        private final String name;
        private final LifeSigns signs;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread starting;

        Life(String name, LifeSigns signs) {
            this.name = name;
            this.signs = signs;
            this.starting = Thread.ofPlatform().daemon().name("start " + name).unstarted(this::start);
        }

        void begin() {
            starting.start();
        }

        private void start() {
            try {
                sidecar.start(new EmbeddedContext(name, meters, printer, this::died));
                signs.ready(sidecar.health().detail());
            } catch (SidecarException e) {
                signs.failed(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                died("its start was interrupted");
            }
        }

        private void died(String why) {
            end(new Exit.Broke(why));
        }

        private void end(Exit how) {
            if (over.compareAndSet(false, true)) {
                signs.exited(how);
            }
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public void stop(String signal, Instant deadline) {
            Duration within = Duration.between(Instant.now(), deadline);
            Thread.ofPlatform().daemon().name("stop " + name).start(() -> close(within));
        }

        /** Nothing of ours can be killed: a start that hangs is interrupted, and its ports are closed all the same. */
        @Override
        public int killTree() {
            starting.interrupt();
            close(Duration.ZERO);
            return 0;
        }

        private void close(Duration within) {
            try {
                sidecar.stop(within.isNegative() ? Duration.ZERO : within);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end(new Exit.Closed());
        }

        @Override
        public List<String> lastLines() {
            return List.of();
        }
    }
}
