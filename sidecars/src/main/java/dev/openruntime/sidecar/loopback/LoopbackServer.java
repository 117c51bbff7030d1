package dev.openruntime.sidecar.loopback;

import dev.openruntime.sidecar.SidecarContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One life of the server: waits for the first caller with nothing but the JDK, then lets Netty serve.
 *
 * <p>Why: bringing Netty up for this server takes about 15 ms of processor time where the Runtime API client has loaded
 * it already, and 300 ms where nobody has. Before the first {@code next} that time belongs to the handler.
 *
 * <p>{@link #open} and {@link #close} are called once each, by the thread that starts or stops the sidecar.
 */
public final class LoopbackServer {

    private final ServerSocketChannel socket;
    private final Selector firstCaller;
    private final Function<EventLoop, Consumer<ChannelPipeline>> handlers;
    private final IoLoop loop;
    private final SidecarContext context;
    private final Thread thread;
    private volatile boolean closing;

    private LoopbackServer(
            ServerSocketChannel socket,
            Selector firstCaller,
            IoLoop loop,
            Function<EventLoop, Consumer<ChannelPipeline>> handlers,
            SidecarContext context) {
        this.socket = socket;
        this.firstCaller = firstCaller;
        this.loop = loop;
        this.handlers = handlers;
        this.context = context;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name(context.name() + "-accept")
                .uncaughtExceptionHandler((ended, failure) -> report(failure.toString()))
                .unstarted(this::serve);
    }

    /**
     * Serves on a listening socket, which belongs to the server from here on, also if this fails.
     *
     * @param handlers made when the first caller comes; adds to each connection who answers its requests
     */
    public static LoopbackServer open(
            ServerSocketChannel socket,
            IoLoop loop,
            Function<EventLoop, Consumer<ChannelPipeline>> handlers,
            SidecarContext context)
            throws IOException {
        try {
            Selector firstCaller = Selector.open();
            socket.configureBlocking(false);
            socket.register(firstCaller, SelectionKey.OP_ACCEPT);
            LoopbackServer server = new LoopbackServer(socket, firstCaller, loop, handlers, context);
            server.thread.start();
            return server;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Whether the port is open. */
    public boolean isServing() {
        return !closing && socket.isOpen();
    }

    /** Closes the port and all connections. What Netty doesn't finish in time goes on, on its daemon thread. */
    public void close(Duration within) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + within.toNanos();
        try (socket) {
            firstCaller.close();
            thread.join(within);
            loop.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (IOException failed) {
            throw new UncheckedIOException("internal error: cannot close a socket of ours", failed);
        }
    }

    private void serve() {
        try (firstCaller) {
            firstCaller.select();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (!closing) {
            EventLoopGroup served = loop.get();
            HttpFront.serve(socket, served, handlers.apply(served.next()), () -> report("it was closed"));
        }
    }

    private void report(String why) {
        if (!closing) {
            context.died("cannot serve on its port: " + why);
        }
    }
}
