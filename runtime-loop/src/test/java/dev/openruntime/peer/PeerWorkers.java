package dev.openruntime.peer;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.Role;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.Workers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A household of scripted workers, with a journal of what they heard. Who ended is started anew when it is asked for
 * next.
 */
public final class PeerWorkers implements Workers, AutoCloseable {

    private final Object lock = new Object();
    private final Map<String, PeerSpec> specs = new HashMap<>();
    private final Map<String, Peer> live = new HashMap<>();
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final List<Turn> turns = new CopyOnWriteArrayList<>();
    private final List<String> replaced = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /** A middleware with no hooks as yet. */
    public PeerSpec middleware(String name) {
        return add(new PeerSpec(name, Role.MIDDLEWARE));
    }

    /** The handler, called {@code handler}. */
    public PeerSpec handler(Script script) {
        return add(new PeerSpec("handler", Role.HANDLER)).on("handle", script);
    }

    /** All that were given a name. */
    public Set<String> names() {
        synchronized (lock) {
            return Set.copyOf(specs.keySet());
        }
    }

    /** What was heard, in order: {@code NAME.HOOK}. */
    public List<String> journal() {
        return List.copyOf(journal);
    }

    /** The frames behind the journal. */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** The one frame that stands so in the journal. */
    public Turn turn(String entry) {
        return turns.get(journal.indexOf(entry));
    }

    /** Whose replacement was asked for, {@code NAME: REASON}. */
    public List<String> replaced() {
        return List.copyOf(replaced);
    }

    /** Logs, drops and failures to load. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Starts all that are not there yet and waits for them, so that a test measures no boot. */
    public void warm() throws WorkerFailure {
        for (String name : names()) {
            Worker _ = acquire(name, Deadline.in(Duration.ofSeconds(20)));
        }
    }

    @Override
    public Worker acquire(String name, Deadline deadline) throws WorkerFailure {
        Peer peer;
        synchronized (lock) {
            peer = live.get(name);
            if (peer == null || peer.hasEnded()) {
                peer = new Peer(Objects.requireNonNull(specs.get(name), name), this);
                live.put(name, peer);
                peer.start();
            }
        }
        try {
            return peer.awaitReady(deadline.remaining())
                    .orElseThrow(() -> new WorkerFailure(
                            WorkerFailure.Kind.UNAVAILABLE, "`" + name + "` is still booting", List.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            live.values().forEach(peer -> peer.end("exit status 0"));
        }
    }

    void heard(String name, String hook, Turn turn) {
        synchronized (journal) {
            turns.add(turn);
            journal.add(name + "." + hook);
        }
    }

    void replaced(String name, String reason) {
        replaced.add(name + ": " + reason);
    }

    void noted(String note) {
        notes.add(note);
    }

    private PeerSpec add(PeerSpec spec) {
        synchronized (lock) {
            specs.put(spec.name, spec);
        }
        return spec;
    }
}
