package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.loopback.IoLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Callers that wait for a change. Who waits is asking: while somebody does, the sources of what is waited for are
 * looked at once a second, and asked where what they said isn't good any more. Used on the event loop only, which never
 * waits.
 */
final class Watches {

    /** More callers at once than these are refused. */
    static final int MOST = 256;

    private static final Duration LOOK_EACH = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Catalogue catalogue;
    private final Map<String, Set<Waiter>> waiting = new HashMap<>();
    private final Function<String, Answer> now;
    private int count;
    private boolean looking;

    /** Somebody who waits: itself, whoever else waits for the same. */
    private static final class Waiter {

        private final CompletableFuture<Answer> answer;

        Waiter(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }
    }

    /** @param now what is said of a service that has changed */
    Watches(EventLoop loop, Catalogue catalogue, Function<String, Answer> now) {
        this.loop = loop;
        this.catalogue = catalogue;
        this.now = now;
        catalogue.listen(changed -> IoLoop.run(loop, () -> changed(changed)));
    }

    boolean areFull() {
        return count >= MOST;
    }

    /**
     * Completes the answer when the service has changed, or when the time is over; whoever doesn't want it any more
     * cancels it.
     */
    void add(String service, Duration atMost, CompletableFuture<Answer> answer) {
        Waiter waiter = new Waiter(answer);
        waiting.computeIfAbsent(service, name -> new LinkedHashSet<>()).add(waiter);
        count++;
        var end = loop.schedule(
                () -> answer.complete(Answer.unchanged(catalogue.index().of(service))),
                atMost.toNanos(),
                TimeUnit.NANOSECONDS);
        var _ = answer.whenComplete((said, failure) -> {
            var _ = end.cancel(false);
            remove(service, waiter);
        });
        look();
    }

    private void remove(String service, Waiter waiter) {
        Set<Waiter> others = waiting.getOrDefault(service, Set.of());
        if (!others.isEmpty() && others.remove(waiter)) {
            count--;
            if (others.isEmpty()) {
                waiting.remove(service);
            }
        }
    }

    private void changed(Collection<String> services) {
        for (String service : services) {
            List<Waiter> told = new ArrayList<>(waiting.getOrDefault(service, Set.of()));
            if (!told.isEmpty()) {
                Answer answer = now.apply(service);
                for (Waiter one : told) {
                    one.answer.complete(answer);
                }
            }
        }
    }

    private void look() {
        if (!looking && !waiting.isEmpty()) {
            looking = true;
            var _ = loop.schedule(this::lookAgain, LOOK_EACH.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void lookAgain() {
        looking = false;
        for (String service : waiting.keySet()) {
            var _ = catalogue.settle(service);
        }
        look();
    }
}
