package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch. The event loop brings its lines; one thread at a time takes up all that have come by then, so that many
 * changes in a row cost little more than one. When it breaks it is dead, and the next read makes another.
 */
final class Watch {

    private final EtcdSource source;
    private final Consumer<Reading> news;
    private final Executor threads;
    private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger untaken = new AtomicInteger();
    private volatile boolean dead;
    private volatile @Nullable Channel connection;

    Watch(EtcdSource source, Consumer<Reading> news, Executor threads) {
        this.source = source;
        this.news = news;
        this.threads = threads;
    }

    void begin(Gateway gateway, Endpoint server, byte[] request) throws SourceFailure, InterruptedException {
        try {
            connection = gateway.watch(server, "/v3/watch", request, this::heard, why -> dead = true);
        } catch (SourceFailure | InterruptedException failed) {
            dead = true;
            throw failed;
        }
        if (dead) {
            end();
        }
    }

    boolean isAlive() {
        return !dead;
    }

    private void heard(byte[] line) {
        lines.add(line);
        if (untaken.getAndIncrement() == 0) {
            try {
                threads.execute(this::takeUp);
            } catch (RejectedExecutionException stopped) {
                end();
            }
        }
    }

    private void takeUp() {
        int taken = untaken.get();
        do {
            List<byte[]> some = new ArrayList<>(taken);
            for (int i = 0; i < taken; i++) {
                some.add(lines.remove());
            }
            try {
                source.apply(this, some).ifPresent(news);
            } catch (IOException | IllegalArgumentException ended) {
                end();
            }
            taken = untaken.addAndGet(-taken);
        } while (taken > 0);
    }

    void end() {
        dead = true;
        Channel open = connection;
        if (open != null) {
            var _ = open.close();
        }
    }
}
