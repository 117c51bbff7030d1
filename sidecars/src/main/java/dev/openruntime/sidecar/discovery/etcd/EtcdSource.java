package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.EndpointTable;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.Source;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All keys below a prefix. The first read fetches them and starts a watch, which brings changes as they happen. What is
 * known is good for a second; then a read asks whether the last change is still the last, which costs one small answer
 * however many keys there are, and fetches all of them again only if the watch broke or missed something, as it may in
 * a freeze.
 */
public final class EtcdSource implements Source {

    private static final Duration GOOD_FOR = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final String RANGE = "/v3/kv/range";

    private final List<Endpoint> servers;
    private final Messages messages;
    private final Gateway gateway;
    private final Executor threads;
    private int server; // used by reads only

    private final Object lock = new Object();
    private Map<String, Entry> entries = new TreeMap<>(); // guarded by lock, as all below
    private Reading latest = new Reading(Map.of(), GOOD_FOR, 0);
    private Optional<Watch> watch = Optional.empty();
    private boolean closed;

    /**
     * A source that isn't connected yet.
     *
     * @param folder from which relative paths count
     * @param threads take up what the watch brings
     */
    public EtcdSource(EtcdSettings settings, Path folder, Supplier<EventLoopGroup> loop, Executor threads) {
        this.threads = threads;
        this.servers = settings.servers();
        this.messages = new Messages(settings.prefix());
        this.gateway = new Gateway(new Login(settings.access()), settings.tls().map(tls -> new Tls(tls, folder)), loop);
    }

    @Override
    public Reading read(Consumer<Reading> news) throws SourceFailure, InterruptedException {
        String why = "";
        for (int i = 0; i < servers.size(); i++) {
            try {
                return read(servers.get(server), news);
            } catch (SourceFailure failed) {
                why += (why.isEmpty() ? "" : "; ") + failed.getMessage();
                server = (server + 1) % servers.size();
            }
        }
        throw new SourceFailure("cannot ask etcd: " + why);
    }

    private Reading read(Endpoint from, Consumer<Reading> news) throws SourceFailure, InterruptedException {
        try {
            if (isWatching()) {
                Messages.Range last = messages.range(gateway.post(from, RANGE, messages.latest(), ANSWER_WITHIN));
                synchronized (lock) {
                    if (isWatching() && last.count() == entries.size() && last.latest() == latestRevision()) {
                        return latest;
                    }
                }
            }
            Messages.Range all = messages.range(gateway.post(from, RANGE, messages.all(), ANSWER_WITHIN));
            endWatch();
            Watch next = new Watch(this, news, threads);
            Reading reading = replace(all, next);
            next.begin(gateway, from, messages.watchFrom(all.revision() + 1));
            return reading;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SourceFailure(
                    from.address() + " sent what cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private boolean isWatching() {
        synchronized (lock) {
            return watch.isPresent() && watch.get().isAlive();
        }
    }

    private long latestRevision() {
        long revision = 0;
        for (Entry entry : entries.values()) {
            revision = Math.max(revision, entry.revision());
        }
        return revision;
    }

    private Reading replace(Messages.Range all, Watch next) throws SourceFailure {
        synchronized (lock) {
            if (closed) {
                throw new SourceFailure("it is being stopped");
            }
            entries = new TreeMap<>();
            all.keys().forEach(this::apply);
            watch = Optional.of(next);
            return renew();
        }
    }

    /**
     * Takes up what a watch saw. Nothing if the watch is not the latest one.
     *
     * @throws IOException if the watch has ended, or what it said can't be read
     */
    Optional<Reading> apply(Watch from, List<byte[]> lines) throws IOException {
        List<Messages.Change> changes = new ArrayList<>();
        for (byte[] line : lines) {
            changes.addAll(messages.watched(line));
        }
        synchronized (lock) {
            if (changes.isEmpty() || watch.isEmpty() || !watch.get().equals(from)) {
                return Optional.empty();
            }
            changes.forEach(this::apply);
            return Optional.of(renew());
        }
    }

    private void apply(Messages.Change change) {
        if (change.gone()) {
            entries.remove(change.key());
        } else {
            entries.put(change.key(), Entry.of(change.key(), change.value(), change.revision()));
        }
    }

    private Reading renew() {
        EndpointTable table = new EndpointTable();
        for (Entry entry : entries.values()) {
            entry.endpoint().ifPresent(endpoint -> table.add(entry.service(), endpoint));
        }
        latest = new Reading(table.done(), GOOD_FOR, latest.order() + 1);
        return latest;
    }

    private void endWatch() {
        Optional<Watch> ending;
        synchronized (lock) {
            ending = watch;
            watch = Optional.empty();
        }
        ending.ifPresent(Watch::end);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        endWatch();
    }
}
