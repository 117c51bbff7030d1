package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.loopback.IoLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Which answer a request gets, and when: at once where what the sources said is good, else when they have been asked,
 * or have taken too long for that. Used on the event loop only, which never waits.
 */
final class Requests {

    static final String PATHS = "/v1/services, /v1/services/{name}, /v1/services/{name}/watch";

    private static final String ALL = "/v1/services";
    private static final String ONE = ALL + "/";
    private static final String WATCH = "/watch";
    private static final Duration LATE = Duration.ofMillis(250);
    private static final long LONGEST_WAIT = 60;
    private static final String WAIT_SHAPE = "a number of seconds from 1 to " + LONGEST_WAIT;

    private final EventLoop loop;
    private final Catalogue catalogue;
    private final Duration within;
    private final Answers answers;
    private final Watches watches;

    /** @param within how long an answer waits for the sources */
    Requests(EventLoop loop, Catalogue catalogue, Duration within) {
        this.loop = loop;
        this.catalogue = catalogue;
        this.within = within;
        this.answers = new Answers(catalogue);
        this.watches = new Watches(loop, catalogue, answers::one);
    }

    Answer badRequest(String message) {
        return answers.error(400, "BadRequest", message);
    }

    /** Completes on the event loop; may be cancelled. */
    CompletableFuture<Answer> answer(String method, String uri) {
        String path;
        try {
            path = URI.create(uri).getPath();
        } catch (IllegalArgumentException malformed) {
            return at(badRequest("cannot read the request's path: " + malformed.getMessage()));
        }
        if (path == null || !(path.equals(ALL) || path.startsWith(ONE))) {
            return at(answers.error(404, "NoSuchPath", "no such path; there are: " + PATHS));
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return at(answers.error(405, "MethodNotAllowed", "cannot " + method + " here: services are only read"));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        if (path.equals(ALL)) {
            settled(catalogue.settle(catalogue.feeds()), () -> answer.complete(answers.all()));
        } else if (path.endsWith(WATCH) && path.length() > ONE.length() + WATCH.length()) {
            String name = path.substring(ONE.length(), path.length() - WATCH.length());
            watch(name, new QueryStringDecoder(uri).parameters(), answer);
        } else {
            String name = path.substring(ONE.length());
            settled(catalogue.settle(name), () -> answer.complete(answers.one(name)));
        }
        return answer;
    }

    private static CompletableFuture<Answer> at(Answer once) {
        return CompletableFuture.completedFuture(once);
    }

    private void watch(String name, Map<String, List<String>> parameters, CompletableFuture<Answer> answer) {
        long index;
        long wait;
        try {
            index = Long.parseLong(parameter(parameters, "index", "0"));
            wait = Long.parseLong(parameter(parameters, "wait", "30"));
        } catch (NumberFormatException malformed) {
            answer.complete(badRequest("`index` must be a whole number, and `wait` " + WAIT_SHAPE));
            return;
        }
        if (wait < 1 || wait > LONGEST_WAIT) {
            answer.complete(badRequest("`wait` must be " + WAIT_SHAPE));
            return;
        }
        settled(catalogue.settle(name), () -> {
            long latest = catalogue.index().of(name);
            if (latest > index || index > catalogue.index().latest()) { // or one of an earlier life
                answer.complete(answers.one(name));
            } else if (watches.areFull()) {
                answer.complete(answers.error(
                        503, "TooManyWatchers", "cannot wait: " + Watches.MOST + " callers wait already"));
            } else if (!answer.isDone()) {
                watches.add(name, Duration.ofSeconds(wait), answer);
            }
        });
    }

    private static String parameter(Map<String, List<String>> parameters, String name, String otherwise) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? otherwise : values.getFirst();
    }

    /** Runs something on the event loop once that is complete, or has taken too long. */
    private void settled(CompletableFuture<Void> settling, Runnable then) {
        if (settling.isDone()) {
            then.run();
            return;
        }
        CompletableFuture<Void> first = new CompletableFuture<>();
        var _ = first.thenRun(then);
        long due = System.nanoTime() + within.toNanos();
        var bound = loop.schedule(
                () -> {
                    if (System.nanoTime() - due > LATE.toNanos()) { // a freeze: the sources get their time anew
                        var _ = loop.schedule(() -> first.complete(null), within.toNanos(), TimeUnit.NANOSECONDS);
                    } else {
                        first.complete(null);
                    }
                },
                within.toNanos(),
                TimeUnit.NANOSECONDS);
        var _ = settling.whenComplete((nothing, failure) -> IoLoop.run(loop, () -> {
            var _ = bound.cancel(false);
            first.complete(null);
        }));
    }
}
