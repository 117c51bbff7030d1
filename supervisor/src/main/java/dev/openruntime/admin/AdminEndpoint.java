package dev.openruntime.admin;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket and the thread {@code admin}, which binds it, waits for the first caller, and makes the answers. What goes
 * wrong is a warning: the function doesn't depend on it. {@link #open} and {@link #close} may be called by any thread.
 */
final class AdminEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);

    private final Optional<Path> configured;
    private final Map<String, String> environment;
    private final Function<Request, Answer> answers;
    private final LinkedBlockingQueue<Runnable> questions = new LinkedBlockingQueue<>();
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final Object lock = new Object();
    private Optional<PrivateSocket> socket = Optional.empty(); // guarded by lock
    private Optional<Selector> waiting = Optional.empty(); // guarded by lock
    private boolean opened; // guarded by lock
    private boolean closed; // guarded by lock

    /**
     * Binds nothing yet.
     *
     * @param configured where the socket is to be; else in the {@link SocketFolder}
     */
    AdminEndpoint(Optional<Path> configured, Map<String, String> environment, Function<Request, Answer> answers) {
        this.configured = configured;
        this.environment = environment;
        this.answers = answers;
    }

    /** Comes up, on its own thread; waits for nothing. Does nothing if it was called before. */
    void open() {
        wanted.countDown();
        openWithin(Duration.ZERO);
    }

    /** The same, but only after a while, unless {@link #open} is called before. */
    void openWithin(Duration patience) {
        synchronized (lock) {
            if (opened || closed) {
                return;
            }
            opened = true;
        }
        Thread.ofPlatform().daemon().name("admin").start(() -> run(patience));
    }

    /** Removes the socket; waits for nothing. Answers under way may still go out while the process lives. */
    void close() {
        synchronized (lock) {
            closed = true;
            try {
                if (socket.isPresent()) {
                    socket.get().remove();
                }
                if (waiting.isPresent()) {
                    waiting.get().close();
                }
            } catch (IOException e) {
                LOG.warn("cannot remove the admin socket: {}", e.getMessage());
            }
        }
    }

    private void run(Duration patience) {
        try {
            boolean _ = wanted.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            Optional<PrivateSocket> bound = bind();
            if (bound.isPresent() && awaitFirstCaller(bound.get())) {
                AdminFront front = AdminFront.serve(bound.get().channel(), questions::add, answers);
                try {
                    answer();
                } finally {
                    front.close();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("there is no admin endpoint: {}", String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; the thread ends
        }
    }

    private void answer() throws InterruptedException {
        while (true) {
            Runnable question = questions.take();
            try {
                question.run();
            } catch (RuntimeException e) {
                LOG.debug("an answer of the admin endpoint is lost", e); // its connection went with the event loop
            }
        }
    }

    private Optional<PrivateSocket> bind() {
        try {
            PrivateSocket bound = PrivateSocket.bind(configured.isPresent() ? configured.get() : own());
            synchronized (lock) {
                socket = Optional.of(bound);
                if (closed) {
                    bound.remove();
                    return Optional.empty();
                }
            }
            LOG.debug("admin endpoint at {}", bound.path());
            return Optional.of(bound);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("there is no admin endpoint: cannot make its socket: {}", e.toString());
            return Optional.empty();
        }
    }

    private Path own() throws IOException {
        return SocketFolder.own(environment);
    }

    /** Whether there is one; not if this is closed before. */
    private boolean awaitFirstCaller(PrivateSocket bound) throws IOException {
        try (Selector selector = Selector.open()) {
            bound.channel().configureBlocking(false);
            SelectionKey _ = bound.channel().register(selector, SelectionKey.OP_ACCEPT);
            synchronized (lock) {
                waiting = Optional.of(selector);
                if (closed) {
                    return false;
                }
            }
            int _ = selector.select();
        } catch (ClosedSelectorException e) {
            return false;
        }
        synchronized (lock) {
            waiting = Optional.empty();
            return !closed;
        }
    }
}
