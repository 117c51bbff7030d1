package dev.openruntime.child;

import dev.openruntime.child.ChildEvent.BecameReady;
import dev.openruntime.child.ChildEvent.SpawnFailed;
import dev.openruntime.child.ChildEvent.Spawned;
import dev.openruntime.child.ChildEvent.TreeKilled;
import dev.openruntime.health.StartupProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One child: its state and the hands that carry out what the table says. Changed by the lifecycle thread alone; what
 * others read of it is volatile.
 */
final class Seat implements ChildEffect.Actor {

    /** Enough for a walk through {@code /proc}; a child may need such a thread at any time. */
    private static final long KILLER_STACK_BYTES = 256 * 1024;

    private record Birth(Optional<LiveChild> child, ChildEvent outcome) {}

    private final ChildSpec spec;
    private final Spawner spawner;
    private final Lifecycle lifecycle;
    private ChildState state = new ChildState.Idle(History.NONE);
    private volatile Optional<FutureTask<Birth>> ahead = Optional.empty();
    private volatile Optional<LiveChild> live = Optional.empty();
    private volatile Optional<StartupProbe> probe = Optional.empty();
    private final LineWatch lines = new LineWatch();
    private final Checks checks;

    Seat(SupervisedChild child, Lifecycle lifecycle) {
        this.spec = child.spec();
        this.spawner = child.spawner();
        this.lifecycle = lifecycle;
        this.checks = new Checks(spec, lifecycle);
    }

    ChildSpec spec() {
        return spec;
    }

    ChildState state() {
        return state;
    }

    /** Whether its first spawn may be made by another thread than the lifecycle's, before its turn comes. */
    boolean canBeSpawnedAhead() {
        return state.kind() == ChildState.Kind.IDLE && spec.dependsOn().isEmpty() && spawner.mayOverlap();
    }

    void enter(ChildState next) {
        state = next;
    }

    /** Its probes while it is up. Any thread may ask what they know. */
    Checks checks() {
        return checks;
    }

    /** The lines of its output that others wait for. Any thread. */
    LineWatch lines() {
        return lines;
    }

    /** The last lines of its present or latest spawn. Any thread. */
    List<String> lastLines() {
        return live.map(LiveChild::lastLines).orElse(List.of());
    }

    /** What is known of its becoming ready. Any thread. */
    String lastAnswer() {
        if (spec.startup() instanceof Startup.LogLine startup) {
            return "it has not printed a line that matches /" + startup.line() + "/";
        }
        if (spec.isOneShot()) {
            return "it has not ended yet";
        }
        return probe.map(StartupProbe::lastAnswer)
                .orElse(
                        "it has not said that it is (a worker does by its `ready` frame: is it flushed? a runtime by asking for an event)");
    }

    /** Lets {@link #spawnAhead} make the first spawn. */
    void mayBeSpawnedAhead() {
        ahead = Optional.of(new FutureTask<>(() -> bear(1)));
    }

    /** Makes the first spawn, unless that is under way; what comes of it is handled when its turn comes. Any thread. */
    void spawnAhead() {
        ahead.ifPresent(FutureTask::run);
    }

    @Override
    public void spawn(int spawn) {
        live = Optional.empty(); // the last lines of an older spawn would mislead
        Birth birth = ahead.isPresent() ? first(ahead.get()) : bear(spawn);
        live = birth.child();
        lifecycle.handleNext(spec.name(), birth.outcome());
    }

    private Birth first(FutureTask<Birth> task) {
        task.run(); // unless another thread does or did
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("internal error: the first spawn of " + spec.name() + " failed", e);
        } finally {
            ahead = Optional.empty();
        }
    }

    private Birth bear(int spawn) {
        String cookie = lifecycle.run() + "-" + spec.name() + "-" + spawn;
        try {
            LiveChild spawned = spawner.spawn(spec, spawn, cookie, new Signs(spec, spawn, lines, lifecycle));
            return new Birth(Optional.of(spawned), new Spawned(spawn, lifecycle.now(), spawned.pid()));
        } catch (IOException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
            return new Birth(Optional.empty(), new SpawnFailed(spawn, lifecycle.now(), message));
        } catch (RuntimeException e) {
            String message = "internal error: its spawner failed: " + e;
            return new Birth(Optional.empty(), new SpawnFailed(spawn, lifecycle.now(), message));
        }
    }

    @Override
    public void stop(String signal, Instant deadline) {
        LiveChild running = live.orElseThrow();
        try {
            running.stop(signal, deadline);
        } catch (IOException | RuntimeException e) {
            report(new Notice.Trouble(lifecycle.now(), "cannot ask it to stop: " + e.getMessage()));
        }
    }

    @Override
    public void killTree() {
        LiveChild victim = live.orElseThrow();
        int spawn = state.past().spawns();
        Thread killer = new Thread(null, () -> kill(victim, spawn), "kill-" + spec.name(), KILLER_STACK_BYTES);
        killer.setDaemon(true);
        killer.start();
    }

    private void kill(LiveChild victim, int spawn) {
        int survivors = 1;
        try {
            survivors = victim.killTree();
        } finally {
            lifecycle.post(spec.name(), new TreeKilled(spawn, lifecycle.now(), victim.lastLines(), survivors));
        }
    }

    @Override
    public void startTimer(TimerKind kind, Duration delay) {
        lifecycle.alarms().start(spec.name(), kind, delay);
    }

    @Override
    public void cancelTimer(TimerKind kind) {
        lifecycle.alarms().cancel(spec.name(), kind);
    }

    @Override
    public void startProbe(Startup.Probe startup) {
        int spawn = state.past().spawns();
        probe = Optional.of(StartupProbe.start(
                spec.name(),
                startup.target(),
                startup.every(),
                startup.timeout(),
                startup.successes(),
                detail -> lifecycle.post(spec.name(), new BecameReady(spawn, lifecycle.now(), detail))));
    }

    @Override
    public void startChecks() {
        checks.start(state.past().spawns());
    }

    @Override
    public void stopProbes() {
        probe.ifPresent(StartupProbe::stop);
        probe = Optional.empty();
        checks.stop();
    }

    @Override
    public void report(Notice notice) {
        lifecycle.report(spec, notice);
    }
}
