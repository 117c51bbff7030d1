package dev.openruntime.sidecar.isolated;

import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.catalog.BuiltIn;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One built-in as a program. Exit status: 0 when it was told to end or its input ended, 1 when it broke, 2 when it was
 * not started by a supervisor.
 */
public final class Main {

    static final int BROKEN = 1;
    private static final int USAGE = 2;

    private final Sidecar sidecar;
    private final Reports reports;
    private final ExecutorService calls = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("calls").factory());

    private Main(Sidecar sidecar, Reports reports) {
        this.sidecar = sidecar;
        this.reports = reports;
    }

    /** Serves until it is told to end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        System.setOut(System.err); // what user code or a library prints is no report
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE); // to standard error, warnings only
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = in.readLine();
        if (first == null || !first.startsWith("{")) {
            System.err.println("open-runtime: this is for the supervisor to start; see `isolation: process`");
            Runtime.getRuntime().halt(USAGE);
            return;
        }
        Launch launch = Launch.read(first);
        Sidecar sidecar = BuiltIn.named(launch.use())
                .orElseThrow(() -> new IllegalArgumentException("internal error: no built-in is " + launch.use()))
                .createReserved(launch.with(), launch.port());
        new Main(sidecar, new Reports(out, launch.name())).serve(in);
    }

    private void serve(BufferedReader in) throws IOException, InterruptedException {
        Future<?> _ = calls.submit(this::start);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Order order = Order.read(line);
            switch (order.kind()) {
                case HEALTH -> reports.send(health(order.id()));
                case FLUSH -> reports.send(flush(order));
                case STOP -> stop(order.within());
            }
        }
        stop(Duration.ZERO);
    }

    private void start() {
        try {
            sidecar.start(reports);
            reports.send(new Report(Report.Kind.READY, sidecar.health().detail()));
        } catch (SidecarException e) {
            reports.send(new Report(Report.Kind.FAILED, String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            reports.died("internal error: " + e);
        }
    }

    private Report health(long id) {
        Health health = sidecar.health();
        return new Report(health.healthy() ? Report.Kind.HEALTHY : Report.Kind.UNHEALTHY, id, health.detail());
    }

    private Report flush(Order order) throws InterruptedException {
        Future<Optional<String>> flushing = calls.submit(() -> {
            try {
                sidecar.flush(order.within());
                return Optional.empty();
            } catch (SidecarException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
        try {
            Optional<String> why = flushing.get(order.within().toNanos(), TimeUnit.NANOSECONDS);
            return new Report(why.isEmpty() ? Report.Kind.FLUSHED : Report.Kind.UNFLUSHED, order.id(), why.orElse(""));
        } catch (TimeoutException e) {
            flushing.cancel(true);
            return new Report(Report.Kind.UNFLUSHED, order.id(), "it took too long");
        } catch (ExecutionException e) {
            return new Report(Report.Kind.UNFLUSHED, order.id(), "internal error: " + e.getCause());
        }
    }

    /** Ends the process. Whatever hangs is left behind with it. */
    private void stop(Duration within) throws InterruptedException {
        calls.shutdownNow();
        boolean _ = calls.awaitTermination(within.toNanos() / 2, TimeUnit.NANOSECONDS);
        sidecar.stop(within.dividedBy(2));
        Runtime.getRuntime().halt(0);
    }
}
