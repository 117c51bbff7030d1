package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.loopback.IoLoop;
import dev.openruntime.sidecar.loopback.LoopbackServer;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One life of the sidecar, from start to stop: its sources, its server, its files. */
final class Life {

    private static final int MOST_NAMES = 20;

    private final Catalogue catalogue;
    private final LoopbackServer server;
    private volatile Optional<AnswerFiles> files = Optional.empty();

    private Life(Catalogue catalogue, LoopbackServer server) {
        this.catalogue = catalogue;
        this.server = server;
    }

    /**
     * Begins it with a socket that listens. What must be there before it is ready is waited for, as long as it takes.
     */
    static Life begin(DiscoverySettings settings, ServerSocketChannel socket, SidecarContext context)
            throws SidecarException, InterruptedException {
        IoLoop loop = new IoLoop(context.name());
        Map<String, String> environment = System.getenv();
        Path folder = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ""));
        Catalogue catalogue = Catalogue.open(settings, new Sources(folder, environment, loop), context);
        Life life;
        try {
            LoopbackServer server = LoopbackServer.open(
                    socket,
                    loop,
                    served -> {
                        Requests requests = new Requests(served, catalogue, settings.within());
                        return connection -> connection.addLast(new DiscoveryHandler(requests, context));
                    },
                    context);
            life = new Life(catalogue, server);
        } catch (IOException failed) {
            catalogue.close();
            throw new SidecarException("cannot serve: " + failed.getMessage(), failed);
        }
        try {
            life.prepare(settings, folder);
            return life;
        } catch (SidecarException | InterruptedException failed) {
            life.end(Duration.ZERO);
            throw failed;
        }
    }

    private void prepare(DiscoverySettings settings, Path folder) throws SidecarException, InterruptedException {
        List<Feed> required = new ArrayList<>();
        for (Feed feed : catalogue.feeds()) {
            if (settings.required().contains(feed.origin())) {
                required.add(feed);
            }
        }
        awaitAll(required);
        if (settings.hostsFile().isPresent() || settings.variablesFile().isPresent()) {
            try {
                catalogue.settle(catalogue.feeds()).get(settings.within().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException tooLong) {
                // written with what is known; again when more is
            } catch (ExecutionException e) {
                throw new IllegalStateException("internal error: " + e.getCause(), e);
            }
            files = Optional.of(AnswerFiles.keep(settings, folder, catalogue));
        }
    }

    /** Asks until all have answered. The caller's bound is its interrupt; then what is missing is in the message. */
    private static void awaitAll(List<Feed> required) throws SidecarException, InterruptedException {
        for (Feed feed : required) {
            try {
                feed.confirmed().get();
            } catch (ExecutionException never) {
                throw new IllegalStateException("internal error: " + never.getCause(), never);
            } catch (InterruptedException tooLong) {
                String why = feed.known().failure().orElse("it has not answered");
                throw new SidecarException("cannot do without " + feed.inWords() + ": " + why, tooLong);
            }
        }
    }

    boolean isServing() {
        return server.isServing();
    }

    /** Names, and which sources are down. For a person. */
    String inWords() {
        Set<String> names = catalogue.names();
        StringBuilder words = new StringBuilder(
                String.join(", ", names.stream().limit(MOST_NAMES).toList()));
        if (names.isEmpty()) {
            words.append("no service yet");
        } else if (names.size() > MOST_NAMES) {
            words.append(" and ").append(names.size() - MOST_NAMES).append(" more");
        }
        for (Feed feed : catalogue.feeds()) {
            feed.known().failure().ifPresent(why -> words.append("; ").append(why));
        }
        files.flatMap(AnswerFiles::failure).ifPresent(why -> words.append("; ").append(why));
        return words.toString();
    }

    /** Closes the port and all connections. What doesn't end in time goes on, on daemon threads. */
    void end(Duration within) throws InterruptedException {
        catalogue.close();
        server.close(within);
    }
}
