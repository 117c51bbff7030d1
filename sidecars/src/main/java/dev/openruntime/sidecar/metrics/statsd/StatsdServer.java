package dev.openruntime.sidecar.metrics.statsd;

import dev.openruntime.sidecar.Meters;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Takes datagrams out of the socket and reads them, from start to close. Any thread. */
public final class StatsdServer {

    private static final int LARGEST_DATAGRAM = 64 * 1024;
    private static final int STACK_BYTES = 256 * 1024;

    /** Datagrams that are taken at once, before somebody else may: a few milliseconds' worth. */
    private static final int AT_ONCE = 1_000;

    private final int port;
    private final DatagramChannel socket;
    private final Selector selector;
    private final StatsdReader reader;
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM); // guarded by this
    private final Thread thread;
    private volatile boolean closed;
    private volatile long drops;
    private long dropsTold; // guarded by this
    private long malformedTold; // guarded by this
    private long linesTold; // guarded by this

    private StatsdServer(DatagramChannel socket, StatsdReader reader, SidecarContext context) throws IOException {
        this.socket = socket;
        this.port = StatsdPort.portOf(socket.getLocalAddress());
        this.reader = reader;
        this.selector = Selector.open();
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ);
        this.thread = new Thread(null, () -> serve(context), context.name() + "-statsd", STACK_BYTES);
        thread.setDaemon(true);
    }

    /**
     * Starts to take what is sent to the port, and what waits there already.
     *
     * @param reader shared with whoever takes lines another way
     * @throws SidecarException if the port can't be had
     */
    public static StatsdServer open(StatsdPort port, StatsdReader reader, SidecarContext context)
            throws SidecarException {
        DatagramChannel socket = port.take();
        try {
            StatsdServer server = new StatsdServer(socket, reader, context);
            server.thread.start();
            return server;
        } catch (IOException failed) {
            close(socket, failed);
            throw new SidecarException("cannot take StatsD: " + failed.getMessage(), failed);
        }
    }

    private static void close(DatagramChannel socket, IOException failed) {
        try {
            socket.close();
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private void serve(SidecarContext context) {
        try {
            while (selector.isOpen()) {
                selector.select(_ -> {});
                int _ = takeSome();
            }
        } catch (IOException | ClosedSelectorException e) {
            if (!closed) {
                context.died("cannot take StatsD any more: " + e);
            }
        } catch (RuntimeException e) {
            context.died("internal error: " + e);
            throw e;
        }
    }

    /**
     * Takes all that was sent before this call, unless somebody sends faster than it is taken for all this time.
     *
     * @return whether it is all
     */
    public boolean drain(Duration within) {
        long begun = System.nanoTime();
        try {
            while (takeSome() == AT_ONCE) {
                if (System.nanoTime() - begun > within.toNanos()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // the thread that serves met the same
        }
    }

    private synchronized int takeSome() throws IOException {
        int taken = 0;
        while (taken < AT_ONCE && !closed) {
            buffer.clear();
            if (socket.receive(buffer) == null) {
                break;
            }
            reader.read(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
            taken++;
        }
        return taken;
    }

    /** Counts what went wrong since this was last called. Costs nothing if nothing came. */
    public synchronized void tell(Meters meters) {
        if (reader.lines() == linesTold || closed) {
            return;
        }
        linesTold = reader.lines();
        drops = KernelDrops.of(port);
        if (drops > dropsTold) {
            meters.count("datagrams.dropped", drops - dropsTold);
            dropsTold = drops;
        }
        if (reader.malformed() > malformedTold) {
            meters.count("lines.malformed", reader.malformed() - malformedTold);
            malformedTold = reader.malformed();
        }
    }

    /** For a person: where, how much, and what went wrong. */
    public String inWords() {
        StringBuilder words = new StringBuilder("127.0.0.1:" + port + " took " + reader.lines() + " lines");
        if (reader.passedOver() > 0) {
            words.append(", ").append(reader.passedOver()).append(" events passed over");
        }
        if (reader.malformed() > 0) {
            words.append(", ").append(reader.malformed()).append(" malformed, the first: ");
            words.append(reader.firstMalformed());
        }
        if (drops > 0) {
            words.append(", the kernel dropped ").append(drops).append(" datagrams");
        }
        return words.toString();
    }

    /** Whether it still takes what comes. */
    public boolean isServing() {
        return !closed && thread.isAlive();
    }

    /** Gives back the port and the thread. What was not drained is lost. */
    public void close() {
        closed = true;
        try {
            socket.close();
            selector.close();
        } catch (ClosedChannelException alreadyClosed) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException("internal error: cannot close a socket: " + e.getMessage(), e);
        }
    }
}
