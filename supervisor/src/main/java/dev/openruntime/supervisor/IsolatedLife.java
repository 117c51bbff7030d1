package dev.openruntime.supervisor;

import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.LiveProcess;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.isolated.Launch;
import dev.openruntime.sidecar.isolated.Order;
import dev.openruntime.sidecar.isolated.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One process of a built-in sidecar, and the conversation with it. One thread of its own, {@code from <sidecar>}. */
final class IsolatedLife implements LiveChild {

    private static final Duration READ_TO_ITS_END_WITHIN = Duration.ofMillis(200);
    private static final long STACK_BYTES = 192 * 1024;

    /** Orders that may be unanswered; more would one day fill the pipe to a process that hangs, and block. */
    private static final int MOST_OPEN = 8;

    private final String name;
    private final ChildProcess process;
    private final LiveProcess live;
    private final LifeSigns signs;
    private final Consumer<Report> meters;
    private final Printer printer;
    private final OutputStream orders;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<Report>> open = new ConcurrentHashMap<>();
    private volatile Thread reader = new Thread();

    IsolatedLife(
            String name,
            ChildProcess process,
            LifeSigns signs,
            OutputRelay relay,
            Consumer<Report> meters,
            Printer printer) {
        this.name = name;
        this.process = process;
        this.signs = signs;
        this.meters = meters;
        this.printer = printer;
        this.orders = process.stdin();
        this.live = LiveProcess.capturingErrors(name, process, signs, relay);
    }

    void begin(Launch launch) {
        reader = new Thread(null, () -> converse(launch), "from " + name, STACK_BYTES);
        reader.setDaemon(true);
        reader.start();
    }

    /** The settings may be larger than a pipe, so they too are sent from here. */
    private void converse(Launch launch) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8))) {
            send(launch.line());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard(Report.read(line));
            }
        } catch (IOException | IllegalArgumentException e) {
            live.remember("[cannot understand it: " + e.getMessage() + "]");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.values().forEach(answer -> answer.completeExceptionally(new IOException("it has ended")));
    }

    private void heard(Report report) throws InterruptedException {
        switch (report.kind()) {
            case READY -> signs.ready(report.text());
            case FAILED -> signs.failed(report.text());
            case HEALTHY, UNHEALTHY, FLUSHED, UNFLUSHED -> answered(report);
            case COUNTED, TIMED -> meters.accept(report);
            case PRINTED -> print(report.text());
        }
    }

    /** It waits here, and so does the sidecar behind its pipe, while the log is busy. */
    private void print(String line) throws InterruptedException {
        if (!printer.print(name, line)) {
            live.remember("[a line it printed was lost: the log stands still]");
        }
    }

    private void answered(Report report) {
        CompletableFuture<Report> asked = open.remove(report.number());
        if (asked != null) {
            asked.complete(report);
        }
    }

    Report ask(Order.Kind kind, Duration within) throws SidecarException, InterruptedException {
        if (open.size() >= MOST_OPEN) {
            throw new SidecarException("it has not answered the last " + MOST_OPEN + " times");
        }
        Order order = new Order(kind, ids.incrementAndGet(), within);
        CompletableFuture<Report> answer = new CompletableFuture<>();
        open.put(order.id(), answer);
        try {
            send(order.line());
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SidecarException("no answer within " + within.toMillis() + " ms", e);
        } catch (IOException | ExecutionException e) {
            throw new SidecarException("it has ended", e);
        }
    }

    private void send(String line) throws IOException {
        synchronized (orders) {
            orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        }
    }

    @Override
    public OptionalLong pid() {
        return live.pid();
    }

    /** It is asked by an order and the end of its input; one that is still there at half its time, by its signal. */
    @Override
    public void stop(String signal, Instant deadline) {
        Thread.ofPlatform().daemon().name("stop " + name).start(() -> askToStop(signal, deadline));
    }

    private void askToStop(String signal, Instant deadline) {
        Duration half = Duration.between(Instant.now(), deadline).dividedBy(2);
        Duration within = half.isNegative() ? Duration.ZERO : half;
        try {
            if (!isAsked(within) || live.awaitExit(within).isEmpty()) {
                live.stop(signal, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            live.remember("[cannot send it " + signal + ": " + e.getMessage() + "]");
        }
    }

    /** Not if it no longer reads. */
    private boolean isAsked(Duration within) {
        try {
            send(new Order(Order.Kind.STOP, ids.incrementAndGet(), within).line());
            orders.close();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public int killTree() {
        int survivors = live.killTree();
        try {
            boolean _ = reader.join(READ_TO_ITS_END_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return survivors;
    }

    @Override
    public List<String> lastLines() {
        return live.lastLines();
    }
}
