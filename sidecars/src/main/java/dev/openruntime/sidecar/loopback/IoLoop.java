package dev.openruntime.sidecar.loopback;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one event loop of a life, made when somebody first needs it. Any thread. */
public final class IoLoop implements Supplier<EventLoopGroup> {

    private final String name;
    private @Nullable EventLoopGroup loop; // guarded by this
    private boolean closing; // guarded by this

    /** @param name of the sidecar */
    public IoLoop(String name) {
        this.name = name;
    }

    @Override
    public synchronized EventLoopGroup get() {
        EventLoopGroup made = loop;
        if (made == null) {
            ThreadFactory daemons =
                    Thread.ofPlatform().daemon().name(name + "-io").factory();
            made = new MultiThreadIoEventLoopGroup(1, daemons, NioIoHandler.newFactory());
            loop = made;
            if (closing) { // whoever comes too late gets one that refuses everything
                var _ = beginClosing(made, Duration.ZERO);
            }
        }
        return made;
    }

    /** Runs something on it; nothing once it is closed, since then nobody waits any more. */
    public static void run(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            return;
        }
    }

    /** Closes every connection. */
    public void close(Duration within) throws InterruptedException {
        Future<?> closed;
        synchronized (this) {
            closing = true;
            if (loop == null) {
                return;
            }
            closed = beginClosing(loop, within);
        }
        closed.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Future<?> beginClosing(EventLoopGroup group, Duration within) {
        return group.shutdownGracefully(0, within.toNanos(), TimeUnit.NANOSECONDS);
    }
}
