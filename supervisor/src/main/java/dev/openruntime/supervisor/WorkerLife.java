package dev.openruntime.supervisor;

import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.LiveProcess;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.stack.StackLook;
import dev.openruntime.worker.Handshake;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.Look;
import dev.openruntime.worker.MetricNote;
import dev.openruntime.worker.Obituary;
import dev.openruntime.worker.StackOffer;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of a worker: joins what the lifecycle knows of it to the conversation with it. */
final class WorkerLife implements LiveChild, Lifeline, WorkerListener {

    private static final Duration READ_TO_ITS_END_WITHIN = Duration.ofMillis(200);

    private final WorkerSpawner spawner;
    private final String name;
    private final int spawn;
    private final LifeSigns signs;
    private final LiveProcess process;
    private final Worker worker;

    WorkerLife(
            WorkerSpawner spawner, String name, int spawn, ChildProcess process, LifeSigns signs, OutputRelay relay) {
        this.spawner = spawner;
        this.name = name;
        this.spawn = spawn;
        this.signs = signs;
        this.process = LiveProcess.capturingErrors(name, process, signs, relay);
        this.worker = Worker.of(name, spawner.role(), process.stdout(), process.stdin(), this, this);
    }

    /** Begins to hear the worker. Not before this object is whole: what it says is told to this object. */
    void begin() {
        worker.listen();
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    /**
     * A worker is asked by a {@code shutdown} frame and the end of its input; its answer is to exit. One that is still
     * there at half its time may listen to its signal.
     */
    @Override
    public void stop(String signal, Instant deadline) {
        spawner.slot().withdraw(worker);
        Thread.ofPlatform().daemon().name("stop " + name).start(() -> askToStop(signal, deadline));
    }

    private void askToStop(String signal, Instant deadline) {
        Deadline by = Deadline.atEpochMillis(deadline.toEpochMilli());
        try {
            worker.shutdown("shutdown", by);
            if (process.awaitExit(by.remaining().dividedBy(2)).isEmpty()) {
                process.stop(signal, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log().warn("cannot send {} to {}: {}", signal, name, e.getMessage());
        }
    }

    @Override
    public int killTree() {
        int survivors = process.killTree();
        try {
            boolean _ = worker.awaitEnd(READ_TO_ITS_END_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return survivors;
    }

    @Override
    public List<String> lastLines() {
        return process.lastLines();
    }

    @Override
    public Look look(StackOffer offer) {
        try {
            StackLook look = StackLook.prepare(process, spawner.mayDebug(), offer);
            return by -> taken(look, by);
        } catch (IOException e) {
            return _ -> unseen(e);
        }
    }

    private String taken(StackLook look, Deadline by) {
        try {
            return look.take(by);
        } catch (IOException e) {
            return unseen(e);
        }
    }

    /** It is gone by now, or not ours to look into: the error tells the rest without it. */
    private String unseen(IOException why) {
        log().debug("cannot see the stack of {}: {}", name, why.getMessage());
        return "";
    }

    @Override
    public void replace(String reason) {
        spawner.slot().withdraw(worker);
        spawner.replace(name, spawn, reason);
    }

    @Override
    public Optional<Obituary> obituary(Duration patience) {
        try {
            return process.awaitExit(patience).map(Exit::description).map(exit -> new Obituary(exit, lastLines()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void ready(Handshake handshake) {
        spawner.slot().put(worker);
        signs.ready("");
    }

    @Override
    public void failedToLoad(Body error) {
        spawner.failedToLoad(error);
        signs.failed(ErrorBody.summary(error));
    }

    @Override
    public void log(String level, String message, Optional<String> fields, Optional<String> requestId) {
        message.lines().forEach(process::remember);
        spawner.log(name, level, message, fields, requestId);
    }

    @Override
    public boolean measured(MetricNote note) {
        return spawner.measured(note);
    }

    @Override
    public void dropped(String what) {
        log().warn("{} sent {}; it is ignored", name, what);
    }

    /** No logger of the class: it is loaded before the first child is spawned, logging is not. */
    private static Logger log() {
        return LoggerFactory.getLogger(WorkerLife.class);
    }
}
