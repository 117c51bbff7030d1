package dev.openruntime.sidecar.metrics.output;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up where a receiver is. Nothing ends a lookup by the system's resolver, so a thread of its own waits for it,
 * one at a time; who comes again waits for the same. An address needs none. How long an answer is good is for the JVM
 * to say, which keeps it. One thread at a time.
 */
public final class Lookup {

    private final String host;
    private final @Nullable InetAddress literal;
    private @Nullable FutureTask<InetAddress> asking;

    /** @param host a name or an address */
    public Lookup(String host) {
        this.host = host;
        this.literal = literal(host);
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /** Whether somebody has to be asked. */
    public boolean mayTakeTime() {
        return literal == null;
    }

    /**
     * The address. When the calling thread is interrupted it returns at once and leaves the thread interrupted.
     *
     * @throws IOException if there is none, or none was found in that time
     */
    public InetAddress address(Duration within) throws IOException {
        InetAddress known = literal;
        if (known != null) {
            return known;
        }
        FutureTask<InetAddress> asked = asking == null ? ask() : asking;
        asking = asked;
        try {
            InetAddress found = asked.get(within.toNanos(), TimeUnit.NANOSECONDS);
            asking = null;
            return found;
        } catch (TimeoutException e) {
            throw new IOException("the lookup of " + host + " takes longer than " + within.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the lookup of " + host + " takes too long", e);
        } catch (ExecutionException e) {
            asking = null;
            throw new UnknownHostException("there is no such host: " + host);
        }
    }

    private FutureTask<InetAddress> ask() {
        FutureTask<InetAddress> task = new FutureTask<>(() -> InetAddress.getByName(host));
        Thread.ofPlatform().daemon().name("lookup-" + host).start(task);
        return task;
    }
}
