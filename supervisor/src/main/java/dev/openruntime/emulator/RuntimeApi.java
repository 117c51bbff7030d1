package dev.openruntime.emulator;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Runtime API, version 2018-06-01: {@code next}, {@code response}, {@code error}, {@code init/error}, and where
 * snapshots are kept {@code restore/next} and {@code restore/error}. Statuses, bodies and headers are those of the
 * platform's own daemon.
 */
final class RuntimeApi {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Pattern POST = Pattern.compile(ROOT + "invocation/([^/]*)/(response|error)");
    private static final String JSON = "application/json";

    private final RuntimeSide runtime;
    private final boolean keepsSnapshots;

    /** @param keepsSnapshots else there is no {@code restore/next} and no {@code restore/error} */
    RuntimeApi(RuntimeSide runtime, boolean keepsSnapshots) {
        this.runtime = runtime;
        this.keepsSnapshots = keepsSnapshots;
    }

    /** Serves a request; empty if it is none of this API's. */
    Optional<HttpAnswer> serve(Exchange exchange) throws InterruptedException {
        String call = exchange.method() + " " + exchange.path();
        if (call.equals("GET " + ROOT + "invocation/next")) {
            return Optional.of(next(exchange));
        }
        if (call.equals("POST " + ROOT + "init/error")) {
            return Optional.of(cannotGoOn(exchange, runtime::initError));
        }
        if (keepsSnapshots && call.equals("GET " + ROOT + "restore/next")) {
            return Optional.of(restoreNext(exchange));
        }
        if (keepsSnapshots && call.equals("POST " + ROOT + "restore/error")) {
            return Optional.of(cannotGoOn(exchange, runtime::restoreError));
        }
        Matcher post = POST.matcher(exchange.path());
        if (exchange.method().equals("POST") && post.matches()) {
            RuntimeEvent kind = post.group(2).equals("response") ? RuntimeEvent.RESPONSE : RuntimeEvent.ERROR;
            return Optional.of(post(exchange, kind, post.group(1)));
        }
        return Optional.empty();
    }

    private HttpAnswer next(Exchange exchange) throws InterruptedException {
        return switch (runtime.next(exchange)) {
            case Reply.Granted<Event>(Event event) -> eventAnswer(event);
            case Reply.Refused<Event>(int status, String type, String message) ->
                HttpAnswer.error(status, type, message);
            case Reply.Gone<Event>() -> HttpAnswer.NONE;
        };
    }

    private static HttpAnswer eventAnswer(Event event) {
        InvokeRequest request = event.invocation().request();
        HttpAnswer answer = HttpAnswer.bytes(200, request.contentType(), request.payload())
                .with("Lambda-Runtime-Aws-Request-Id", event.requestId())
                .with(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(event.deadline().toEpochMilli()))
                .with("Lambda-Runtime-Invoked-Function-Arn", event.functionArn())
                .with("Lambda-Runtime-Trace-Id", event.invocation().traceId());
        answer = answer.with("Lambda-Runtime-Client-Context", request.clientContext());
        answer = answer.with("Lambda-Runtime-Cognito-Identity", request.cognitoIdentity());
        return answer.with("Lambda-Runtime-Aws-Tenant-Id", request.tenantId());
    }

    private HttpAnswer post(Exchange exchange, RuntimeEvent kind, String requestId) {
        return switch (runtime.beginPost(kind, requestId)) {
            case Reply.Granted<Event>(Event event) ->
                kind == RuntimeEvent.RESPONSE
                        ? response(exchange, event.invocation())
                        : error(exchange, event.invocation());
            case Reply.Refused<Event>(int status, String type, String message) ->
                HttpAnswer.error(status, type, message);
            case Reply.Gone<Event>() -> HttpAnswer.NONE;
        };
    }

    private HttpAnswer response(Exchange exchange, Invocation invocation) {
        String contentType = exchange.header("Content-Type").orElse(JSON);
        Optional<String> mode = exchange.header("Lambda-Runtime-Function-Response-Mode");
        if (mode.isPresent() && !mode.get().equals("streaming")) {
            // The post is never completed: the platform's runtime stays in this state until its reset, too.
            invocation.fail(
                    new PlatformError("Runtime.InvalidResponseModeHeader", new byte[0], contentType),
                    InvocationReport.Status.FAILURE);
            return HttpAnswer.error(400, "InvalidFunctionResponseMode", "Invalid function response mode");
        }
        if (exchange.live().isPresent() && invocation.takesLive()) {
            HttpAnswer answer = StreamedPost.pass(exchange.live().get(), invocation, new LiveResponse(contentType));
            runtime.completePost();
            return answer;
        }
        return complete(exchange, invocation, body -> {
            Optional<PlatformError> late = StreamError.of(body.trailers());
            if (late.isPresent()) {
                invocation.fail(late.get(), InvocationReport.Status.ERROR);
            } else {
                invocation.respond(body.bytes(), contentType);
            }
        });
    }

    private HttpAnswer error(Exchange exchange, Invocation invocation) {
        return complete(
                exchange,
                invocation,
                body -> invocation.fail(PostedError.of(exchange, body), InvocationReport.Status.ERROR));
    }

    /** What is done with a body that arrived whole. */
    private interface Taker {
        void take(RequestBody.Complete body);
    }

    private HttpAnswer complete(Exchange exchange, Invocation invocation, Taker taker) {
        RequestBody body = exchange.body();
        HttpAnswer answer = switch (body) {
            case RequestBody.Complete complete -> {
                taker.take(complete);
                yield HttpAnswer.accepted();
            }
            case RequestBody.TooLarge(long size) -> {
                invocation.fail(
                        PlatformError.tooLarge(size, Emulator.MAX_PAYLOAD_BYTES), InvocationReport.Status.FAILURE);
                yield HttpAnswer.tooLarge(Emulator.MAX_PAYLOAD_BYTES);
            }
            case RequestBody.Truncated() -> {
                invocation.fail(PlatformError.truncated(), InvocationReport.Status.FAILURE);
                yield HttpAnswer.truncated();
            }
        };
        runtime.completePost();
        return answer;
    }

    private HttpAnswer restoreNext(Exchange exchange) throws InterruptedException {
        return switch (runtime.restoreNext(exchange)) {
            case Reply.Granted<RuntimeState> granted -> HttpAnswer.empty(200);
            case Reply.Refused<RuntimeState>(int status, String type, String message) ->
                HttpAnswer.error(status, type, message);
            case Reply.Gone<RuntimeState>() -> HttpAnswer.NONE;
        };
    }

    private static HttpAnswer cannotGoOn(Exchange exchange, Function<PlatformError, Reply<Fault>> told) {
        return switch (exchange.body()) {
            case RequestBody.Complete body ->
                switch (told.apply(PostedError.ofInit(exchange, body))) {
                    case Reply.Granted<Fault> granted -> HttpAnswer.accepted();
                    case Reply.Refused<Fault>(int status, String type, String message) ->
                        HttpAnswer.error(status, type, message);
                    case Reply.Gone<Fault>() -> HttpAnswer.NONE;
                };
            case RequestBody.TooLarge tooLarge -> HttpAnswer.tooLarge(Emulator.MAX_PAYLOAD_BYTES);
            case RequestBody.Truncated() -> HttpAnswer.truncated();
        };
    }
}
