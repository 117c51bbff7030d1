package dev.openruntime.handler;

import dev.openruntime.invocation.Deadline;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What serves one process: a thread that accepts its connections, and one for each of them. */
public final class Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    /**
     * Where none can be accepted, for want of file descriptors or threads as a rule: tried again by then, or once one
     * of them is over.
     */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServerSocketChannel port;
    private final RuntimeApiHandler handler;
    private final PlatformRelay relay;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Connection> connections = new HashSet<>(); // guarded by lock, as the next
    private Optional<SocketAddress> latest = Optional.empty();

    Serving(ServerSocketChannel port, RuntimeApiHandler handler, PlatformRelay relay) {
        this.port = port;
        this.handler = handler;
        this.relay = relay;
    }

    void begin() {
        Thread.ofPlatform().daemon().name("handler-port").start(this::accept);
    }

    private void accept() {
        while (port.isOpen()) {
            try {
                serve(port.accept());
            } catch (ClosedChannelException over) {
                LOG.debug("a handler's port was closed: it has a successor");
            } catch (IOException | OutOfMemoryError e) { // of threads: where it is of memory the program ends
                LOG.warn("cannot take a connection of the handler: {}", e.getMessage());
                awaitFewer(PAUSE);
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        SocketAddress from = channel.getRemoteAddress();
        Connection connection = new Connection(this, handler, relay, channel);
        change(() -> {
            latest = Optional.of(from);
            return connections.add(connection);
        });
        boolean begun = false;
        try {
            SocketChannel _ = channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Thread _ = Thread.ofPlatform().daemon().name("handler-connection").start(() -> {
                try {
                    connection.serve();
                } finally {
                    change(() -> connections.remove(connection));
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                connection.cutOff();
                change(() -> connections.remove(connection));
            }
        }
    }

    /** Waits until the process's end has closed all its connections, so that all that it sent has been heard. */
    public boolean awaitClosed(Duration within) throws InterruptedException {
        Deadline by = Deadline.in(within);
        awaitAccepted(by);
        return await(() -> connections.stream().allMatch(Connection::isAway), by);
    }

    /**
     * They are accepted in their order: once one of our own is, so are all that its process had made before its end.
     */
    private void awaitAccepted(Deadline by) throws InterruptedException {
        try (SocketChannel last = SocketChannel.open()) {
            last.socket().connect(port.getLocalAddress(), (int)
                    Math.max(1, by.remaining().toMillis()));
            SocketAddress itself = last.getLocalAddress();
            boolean _ = await(() -> latest.filter(itself::equals).isPresent(), by);
        } catch (IOException e) {
            LOG.debug("a handler's port takes no connections any more", e);
        }
    }

    private boolean await(BooleanSupplier condition, Deadline by) throws InterruptedException {
        lock.lock();
        try {
            long left = by.remainingNanos();
            while (left > 0 && !condition.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Cuts off whoever is still connected; waits for nothing. Only where a streamed response passes on, which may be
     * read slowly, what its dead process had sent of it comes first, and then the connection's own end.
     */
    public void cutOff() {
        List<Connection> left;
        lock.lock();
        try {
            left = List.copyOf(connections);
        } finally {
            lock.unlock();
        }
        for (Connection connection : left) {
            if (handler.isStreaming(connection)) {
                connection.hearNoMore();
            } else {
                connection.cutOff();
            }
        }
    }

    /** A connection is away from now on. */
    void noticeChange() {
        change(() -> true);
    }

    private void awaitFewer(Duration atMost) {
        lock.lock();
        try {
            int before = connections.size();
            long left = atMost.toNanos();
            while (left > 0 && connections.size() >= before) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void change(BooleanSupplier step) {
        lock.lock();
        try {
            boolean _ = step.getAsBoolean();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
