package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A real worker process that follows the steps of {@code example_worker.py}, with a lifeline that kills the process
 * where it is asked to be replaced, and a record of all that was heard.
 */
final class ExampleWorker implements Lifeline, WorkerListener, AutoCloseable {

    /** Long enough for anything that is bound to happen, on any machine. */
    static final Duration SURELY = Duration.ofSeconds(30);

    private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

    /** A {@code log} note as it arrived. */
    record Logged(String level, String message, Optional<String> fields, Optional<String> requestId) {}

    final CompletableFuture<Handshake> ready = new CompletableFuture<>();
    final CompletableFuture<Body> failedToLoad = new CompletableFuture<>();
    final List<String> replaced = new CopyOnWriteArrayList<>();
    final List<String> dropped = new CopyOnWriteArrayList<>();
    final List<Logged> logs = new CopyOnWriteArrayList<>();
    final List<String> lines = new CopyOnWriteArrayList<>();
    final Process process;
    private final Thread lineReader;
    private Optional<Worker> worker = Optional.empty();

    private ExampleWorker(Process process) {
        this.process = process;
        this.lineReader = Thread.ofPlatform().daemon().name("lines").unstarted(this::readLines);
    }

    /** Starts a process that follows these steps, and listens to it. */
    static ExampleWorker start(Role role, String... steps) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON.toString() : "python3", "-I", "-S", script()));
        command.addAll(List.of(steps));
        ExampleWorker example = new ExampleWorker(new ProcessBuilder(command).start());
        example.lineReader.start();
        Worker worker = Worker.of(
                "example", role, example.process.getInputStream(), example.process.getOutputStream(), example, example);
        example.worker = Optional.of(worker);
        worker.listen();
        return example;
    }

    /** A handler that says so and then follows these steps. */
    static ExampleWorker handler(String... steps) throws IOException {
        List<String> all = new ArrayList<>(List.of("ready {\"hooks\":[\"handle\"]}"));
        all.addAll(List.of(steps));
        return start(Role.HANDLER, all.toArray(String[]::new));
    }

    /** The conversation, once the process is ready. */
    Worker worker() {
        assertThat(ready).succeedsWithin(SURELY);
        return worker.orElseThrow();
    }

    /** Calls {@code handle} with as much time as it takes. */
    Call handle(String event) throws WorkerFailure {
        return call(Hook.HANDLE, Body.of(event));
    }

    /** Calls any hook with as much time as it takes. */
    Call call(Hook hook, Body body) throws WorkerFailure {
        return worker().call(hook, CallContext.of(Events.event("")), body, Deadline.in(SURELY));
    }

    @Override
    public void replace(String reason) {
        replaced.add(reason);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    @Override
    public Optional<Obituary> obituary(Duration patience) {
        try {
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            boolean _ = lineReader.join(Duration.ofSeconds(5));
            return Optional.of(new Obituary("exit status " + process.exitValue(), List.copyOf(lines)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Look look(StackOffer offer) {
        return _ -> "";
    }

    @Override
    public List<String> lastLines() {
        return List.copyOf(lines);
    }

    @Override
    public void ready(Handshake handshake) {
        assertThat(ready.complete(handshake)).isTrue();
    }

    @Override
    public void failedToLoad(Body error) {
        assertThat(failedToLoad.complete(error)).isTrue();
    }

    @Override
    public void log(String level, String message, Optional<String> fields, Optional<String> requestId) {
        logs.add(new Logged(level, message, fields, requestId));
    }

    @Override
    public void dropped(String what) {
        dropped.add(what);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    private void readLines() {
        try (BufferedReader errors = process.errorReader()) {
            errors.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("standard error broke: " + e);
        }
    }

    private static String script() {
        try {
            return Path.of(Objects.requireNonNull(ExampleWorker.class.getResource("/workers/example_worker.py"))
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
