package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * All sources of one life, as one. Of a service the first source that has endpoints answers. Answers come from memory;
 * {@link #settle} has those sources asked first whose word isn't good any more. Any thread.
 */
final class Catalogue {

    private static final int MOST_THREADS = 8;
    private static final CompletableFuture<Void> SETTLED = CompletableFuture.completedFuture(null);

    private final ExecutorService threads;
    private final List<Feed> feeds;
    private final Index index = new Index();
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    /** A service, and what its source is like. */
    record Service(String name, List<Endpoint> endpoints, Origin origin, Known known) {}

    private Catalogue(DiscoverySettings settings, Sources sources, SidecarContext context) {
        ThreadFactory daemons =
                Thread.ofPlatform().daemon().name(context.name() + "-refresh").factory();
        this.threads = Executors.newFixedThreadPool(MOST_THREADS, daemons); // each started by a task, then asleep
        this.feeds = sources.open(settings, threads, source -> feed(source, context));
    }

    /** Those of the settings; what they have at hand is known at once. */
    static Catalogue open(DiscoverySettings settings, Sources sources, SidecarContext context) {
        return new Catalogue(settings, sources, context);
    }

    private Feed feed(Sources.Opened opened, SidecarContext context) {
        Feed feed = new Feed(opened.origin(), opened.only(), opened.source(), threads, context, this::changed);
        if (opened.atHand()) {
            feed.read();
        }
        return feed;
    }

    /** Of what this source knows; empty where none does. */
    Optional<Service> find(String name) {
        for (Feed feed : feeds) {
            Known known = feed.known();
            List<Endpoint> endpoints = feed.mayKnow(name) ? known.endpoints(name) : List.of();
            if (!endpoints.isEmpty()) {
                return Optional.of(new Service(name, endpoints, feed.origin(), known));
            }
        }
        return Optional.empty();
    }

    /** The names of all services there are, in the order of the sources. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Feed feed : feeds) {
            names.addAll(feed.known().reading().services().keySet());
        }
        return names;
    }

    List<Feed> feeds() {
        return feeds;
    }

    Index index() {
        return index;
    }

    /**
     * Has the sources of one service asked, in their order and as far as it takes, where what they said isn't good any
     * more. Completes when all of that is known or known to be unknown; never exceptionally.
     */
    CompletableFuture<Void> settle(String name) {
        return settle(name, 0);
    }

    private CompletableFuture<Void> settle(String name, int from) {
        for (int i = from; i < feeds.size(); i++) {
            Feed feed = feeds.get(i);
            if (feed.mayKnow(name)) {
                if (feed.known().isOld()) {
                    int next = i + 1;
                    return feed.ask().thenCompose(asked -> isKnown(feed, name) ? SETTLED : settle(name, next));
                }
                askAhead(feed);
                if (isKnown(feed, name)) {
                    return SETTLED;
                }
            }
        }
        return SETTLED;
    }

    private static boolean isKnown(Feed feed, String name) {
        return !feed.known().endpoints(name).isEmpty();
    }

    private static void askAhead(Feed feed) {
        if (feed.known().isAging()) {
            var _ = feed.ask();
        }
    }

    /** The same for all services of these sources. */
    CompletableFuture<Void> settle(Collection<Feed> these) {
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (Feed feed : these) {
            if (feed.known().isOld()) {
                asked.add(feed.ask());
            } else {
                askAhead(feed);
            }
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    }

    /** @param listener told the names of services that changed, by any thread; it must not block */
    void listen(Consumer<Set<String>> listener) {
        listeners.add(listener);
    }

    private void changed(Feed.Change change) {
        Set<String> names = new HashSet<>();
        var before = change.before().services();
        var after = change.after().services();
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                names.add(name);
            }
        }
        after.forEach((name, endpoints) -> {
            if (!endpoints.equals(before.get(name))) {
                names.add(name);
            }
        });
        if (!names.isEmpty()) {
            index.changed(names, before.size() + after.size());
            for (Consumer<Set<String>> listener : listeners) {
                listener.accept(names);
            }
        }
    }

    /** Runs something that may block, on a thread of the sources; not any more once that is closed. */
    void later(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closed) {
            return; // nobody wants it any more
        }
    }

    /** Gives back all that the sources hold; what they are asked just now fails. */
    void close() {
        threads.shutdownNow();
        feeds.forEach(Feed::close);
    }
}
