package dev.openruntime.admin;

import dev.openruntime.child.ChildListener;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.loop.LoopListener;
import dev.openruntime.telemetry.LateMeters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The admin endpoint, and what it observes meanwhile. Cheap until it is asked: it counts on the loop's thread, hears of
 * children on theirs. It comes up when the first event is answered, or none has come for a second; and by {@link #open}
 * where init takes long.
 */
public final class Admin implements LoopListener {

    /** The first event mostly comes at once, and the processor is its own until it is answered. */
    private static final Duration FOR_THE_FIRST_EVENT = Duration.ofSeconds(1);

    private final LoopFigures figures = new LoopFigures();
    private final Replacements replacements = new Replacements();
    private final Progress progress;
    private final AdminEndpoint endpoint;
    private final boolean enabled;

    /**
     * Opens nothing yet.
     *
     * @param enabled whether it ever does
     * @param socket where its socket is to be; else in the {@link SocketFolder} that the environment says
     * @param started when this process came to its main
     * @param version of this program
     */
    public Admin(
            boolean enabled,
            Optional<Path> socket,
            Map<String, String> environment,
            Supervision supervision,
            LateMeters meters,
            Instant started,
            String version) {
        this.enabled = enabled;
        this.progress = new Progress(started);
        Snapshots snapshots = new Snapshots(supervision, replacements, figures, progress);
        Identity identity = Identity.of(version, environment);
        this.endpoint =
                new AdminEndpoint(socket, environment, new Routes(supervision, snapshots, identity, meters)::answer);
    }

    /** What it wants to know of the children. */
    public ChildListener childListener() {
        return new KillListener(replacements);
    }

    /** Comes up now; waits for nothing. Any thread. */
    public void open() {
        if (enabled) {
            endpoint.open();
        }
    }

    @Override
    public void nextSent(long nanos) {
        boolean first = progress.serves();
        if (first && enabled) {
            endpoint.openWithin(FOR_THE_FIRST_EVENT);
        } else {
            open();
        }
    }

    @Override
    public void invocationDone(InvocationReport report) {
        figures.add(report);
    }

    /** The end of the process has begun: it is told who asks, and nobody new finds the socket. Any thread. */
    public void close() {
        progress.stops();
        endpoint.close();
    }
}
