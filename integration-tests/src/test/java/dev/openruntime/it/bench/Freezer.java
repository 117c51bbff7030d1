package dev.openruntime.it.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Freezes processes as a platform does: they run no instruction until they are thawed. */
public enum Freezer {
    /** By SIGSTOP, which any machine can. */
    SIGNALS {
        @Override
        public Frozen freeze(List<Long> pids) {
            pids.forEach(pid -> send("STOP", pid));
            return () -> pids.forEach(pid -> send("CONT", pid));
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    },

    /** By the freezer of control groups, version 1 or 2, where this user may make such a group. */
    CONTROL_GROUP {
        @Override
        public Frozen freeze(List<Long> pids) {
            ControlGroup group = ControlGroup.create().orElseThrow();
            pids.forEach(pid -> move(pid, group.directory()));
            write(group.directory().resolve(group.switchFile()), group.frozen());
            await("the freeze")
                    .until(() -> Files.readString(group.directory().resolve(group.stateFile()))
                            .contains(group.isFrozen()));
            return () -> {
                write(group.directory().resolve(group.switchFile()), group.thawed());
                pids.forEach(pid -> move(pid, group.root()));
                await("the end of the group").ignoreExceptions().until(() -> Files.deleteIfExists(group.directory()));
            };
        }

        @Override
        public boolean isAvailable() {
            Optional<ControlGroup> group = ControlGroup.create();
            group.ifPresent(made -> made.directory().toFile().delete());
            return group.isPresent();
        }
    };

    /** What is frozen; closing it thaws. */
    public interface Frozen extends AutoCloseable {
        @Override
        void close();
    }

    /** Freezes these processes and returns when they are. Who ends meanwhile, such as a probe, needs none of it. */
    public abstract Frozen freeze(List<Long> pids);

    /** Whether this machine can do it. */
    public abstract boolean isAvailable();

    private record ControlGroup(
            Path root,
            Path directory,
            String switchFile,
            String frozen,
            String thawed,
            String stateFile,
            String isFrozen) {

        static Optional<ControlGroup> create() {
            Path one = Path.of("/sys/fs/cgroup/freezer");
            Path two = Path.of("/sys/fs/cgroup");
            String name = "open-runtime-it-" + ProcessHandle.current().pid();
            if (Files.exists(two.resolve("cgroup.controllers"))) {
                return made(new ControlGroup(
                        two, two.resolve(name), "cgroup.freeze", "1", "0", "cgroup.events", "frozen 1"));
            }
            return made(new ControlGroup(
                    one, one.resolve(name), "freezer.state", "FROZEN", "THAWED", "freezer.state", "FROZEN"));
        }

        private static Optional<ControlGroup> made(ControlGroup group) {
            try {
                Files.createDirectory(group.directory());
                return Optional.of(group);
            } catch (IOException notAllowed) {
                return Optional.empty();
            }
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + text + " to " + file, e);
        }
    }

    private static void move(long pid, Path group) {
        try {
            write(group.resolve("cgroup.procs"), Long.toString(pid));
        } catch (UncheckedIOException e) {
            if (Processes.isAlive(pid)) {
                throw e;
            }
        }
    }

    private static void send(String signal, long pid) {
        if (!Processes.signal(signal, pid) && Processes.isAlive(pid)) {
            throw new AssertionError("cannot send SIG" + signal + " to process " + pid);
        }
    }
}
