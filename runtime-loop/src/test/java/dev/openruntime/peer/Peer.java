package dev.openruntime.peer;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Handshake;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.Look;
import dev.openruntime.worker.Obituary;
import dev.openruntime.worker.StackOffer;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerListener;
import dev.openruntime.worker.frame.Frame;
import dev.openruntime.worker.frame.FrameReader;
import dev.openruntime.worker.frame.FrameWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One incarnation of a scripted worker: the far side of the conversation, and the life that it hangs on. */
final class Peer implements Lifeline, WorkerListener {

    private final PeerSpec spec;
    private final PeerWorkers house;
    private final Pipe input = new Pipe();
    private final Pipe output = new Pipe();
    private final FrameWriter writer = new FrameWriter(output.out());
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String exit = "";
    private volatile Optional<Worker> worker = Optional.empty();

    Peer(PeerSpec spec, PeerWorkers house) {
        this.spec = spec;
        this.house = house;
    }

    void start() {
        Worker conversation = Worker.of(spec.name, spec.role, output.in(), input.out(), this, this);
        worker = Optional.of(conversation);
        conversation.listen();
        Thread.ofPlatform().daemon().name("peer " + spec.name).start(this::live);
    }

    Optional<Worker> awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toNanos(), TimeUnit.NANOSECONDS) ? worker : Optional.empty();
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void say(String header, Body body) throws IOException {
        writer.write(FrameWriter.header(header), body);
    }

    synchronized void babble(String bytes) throws IOException {
        output.out().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    void end(String how) {
        if (ending.compareAndSet(false, true)) {
            finish(how);
        }
    }

    private void finish(String how) {
        exit = how;
        ended.countDown();
        input.abandon();
        output.abandon();
    }

    private void live() {
        try {
            spec.boot().await();
            say(spec.ready(), Body.EMPTY);
            FrameReader frames = new FrameReader(input.in());
            for (Optional<Frame> frame = frames.read(); frame.isPresent(); frame = frames.read()) {
                hear(frame.get());
            }
            end("exit status 0");
        } catch (IOException e) {
            end("exit status 1");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Frame frame) throws IOException {
        Map<String, Object> header = Json.object(frame.header());
        String type = (String) header.getOrDefault("type", "");
        String hook = (String) header.getOrDefault("hook", type);
        Turn turn = new Turn(this, header, frame.body());
        house.heard(spec.name, hook, turn);
        spec.script(type, hook).act(turn);
    }

    @Override
    public void replace(String reason) {
        if (ending.compareAndSet(false, true)) { // two may ask at the same moment
            house.replaced(spec.name, reason);
            finish("killed by signal 9");
        }
    }

    @Override
    public Optional<Obituary> obituary(Duration patience) {
        try {
            return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(new Obituary(exit, lastLines()))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Look look(StackOffer offer) {
        return _ -> {
            house.noted(spec.name + " was looked at by " + offer.signal());
            return "at some place of " + spec.name + "\n";
        };
    }

    @Override
    public List<String> lastLines() {
        return List.of("last words of " + spec.name);
    }

    @Override
    public void ready(Handshake handshake) {
        ready.countDown();
    }

    @Override
    public void failedToLoad(Body error) {
        house.noted(spec.name + " failed to load: " + error.text());
    }

    @Override
    public void log(String level, String message, Optional<String> fields, Optional<String> requestId) {
        house.noted(spec.name + " logged: " + message);
    }

    @Override
    public void dropped(String what) {
        house.noted(spec.name + " dropped: " + what);
    }
}
