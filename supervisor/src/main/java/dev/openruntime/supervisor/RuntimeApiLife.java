package dev.openruntime.supervisor;

import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.handler.ExitError;
import dev.openruntime.handler.HandlerListener;
import dev.openruntime.handler.HandlerPort;
import dev.openruntime.handler.RuntimeApiHandler;
import dev.openruntime.handler.RuntimeApiServer;
import dev.openruntime.handler.Serving;
import dev.openruntime.handler.Snapshots;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.LiveProcess;
import dev.openruntime.process.LogPort;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.Look;
import dev.openruntime.worker.Obituary;
import dev.openruntime.worker.StackOffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of a handler that is a runtime itself: joins what the lifecycle knows of it to the conversation with it.
 */
final class RuntimeApiLife implements LiveChild, Lifeline, HandlerListener, LogPort.Records {

    /** How long after a process's end its connections may stay open: something that it left behind may hold them. */
    private static final Duration HEARD_WITHIN = Duration.ofMillis(250);

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

    private final RuntimeApiSpawner spawner;
    private final String name;
    private final int spawn;
    private final HandlerPort port;
    private final LogPort log;
    private final LifeSigns signs;
    private final LiveProcess process;
    private final RuntimeApiHandler handler;
    private final CountDownLatch endTold = new CountDownLatch(1);
    private final Object lock = new Object();
    private boolean served; // guarded by lock
    private volatile Optional<Serving> serving = Optional.empty();

    RuntimeApiLife(
            RuntimeApiSpawner spawner,
            String name,
            int spawn,
            HandlerPort port,
            LogPort log,
            ChildProcess process,
            LifeSigns signs,
            Snapshots snapshots) {
        this.spawner = spawner;
        this.name = name;
        this.spawn = spawn;
        this.port = port;
        this.log = log;
        this.signs = signs;
        this.handler = new RuntimeApiHandler(name, this, this, snapshots);
        this.process =
                LiveProcess.capturingAll(name, process, signs, spawner.outputs().relay());
        log.serve(name, this);
        var _ = process.exit()
                .thenAccept(
                        exit -> Thread.ofPlatform().daemon().name(name + " end").start(() -> ended(exit)));
    }

    /** Its port is served from now on; once, whoever calls. */
    void serve(RuntimeApiServer server) {
        synchronized (lock) {
            if (served) {
                return;
            }
            served = true;
        }
        serving = Optional.of(server.serve(port, handler));
    }

    void closePort() {
        try {
            port.close();
        } catch (IOException e) {
            log().warn("cannot close the port of an earlier {}: {}", name, e.getMessage());
        }
    }

    void awaitAsked(Deadline by) throws InterruptedException {
        if (!handler.awaitAsked(by)) {
            replace("it answered, and asked for no further event in time");
        }
    }

    void restored() {
        handler.restored();
    }

    Optional<Outcome.FunctionError> restored(Deadline by) throws InterruptedException {
        handler.restored();
        return handler.awaitRestored(by);
    }

    /** What it sent last was sent before its end, and counts. */
    private void ended(Exit exit) {
        try {
            if (serving.isPresent()) {
                boolean _ = serving.get().awaitClosed(HEARD_WITHIN);
            }
            Optional<Exit> _ = process.awaitExit(HEARD_WITHIN);
            boolean _ = log.awaitEnd(HEARD_WITHIN);
            int status = exit instanceof Exit.Status(int code) ? code : 0;
            Optional<String> requestId = handler.requestInFlight();
            handler.ended(ExitError.of(requestId, status, lastLines()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endTold.countDown();
        }
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public void stop(String signal, Instant deadline) throws IOException {
        spawner.slot().withdraw(handler.worker());
        process.stop(signal, deadline);
    }

    @Override
    public int killTree() {
        int survivors = process.killTree();
        try {
            boolean _ = endTold.await(TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serving.ifPresent(Serving::cutOff);
        return survivors;
    }

    @Override
    public List<String> lastLines() {
        return process.lastLines();
    }

    @Override
    public void replace(String reason) {
        spawner.slot().withdraw(handler.worker());
        spawner.replace(name, spawn, reason);
    }

    @Override
    public Optional<Obituary> obituary(Duration patience) {
        return Optional.empty(); // its end is told by itself
    }

    @Override
    public Look look(StackOffer offer) {
        return _ -> ""; // it offers none
    }

    @Override
    public void ready() {
        spawner.slot().put(handler.worker());
        signs.ready("");
    }

    @Override
    public void failedToLoad(Outcome.FunctionError error) {
        spawner.failedToLoad(error);
        signs.failed(ErrorBody.summary(error.body()));
    }

    @Override
    public void cancelled() {
        try {
            if (spawner.cancelSignal().isPresent()) {
                process.stop(spawner.cancelSignal().get(), Instant.now());
            }
        } catch (IOException e) {
            log().warn("cannot send {} to {}: {}", spawner.cancelSignal().orElse(""), name, e.getMessage());
        }
    }

    @Override
    public void take(Optional<String> level, boolean json, String record) {
        record.lines().forEach(process::remember);
        try {
            spawner.outputs().record(name, level.orElse("INFO"), json, record);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void broken(String why) {
        log().warn("{}: {}", name, why);
    }

    /** No logger of the class: it is loaded before the first child is spawned, logging is not. */
    private static Logger log() {
        return LoggerFactory.getLogger(RuntimeApiLife.class);
    }
}
