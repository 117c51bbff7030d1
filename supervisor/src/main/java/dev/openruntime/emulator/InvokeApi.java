package dev.openruntime.emulator;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lambda API as SDKs call it: {@code POST /2015-03-31/functions/{name}/invocations} in all three kinds, its sister
 * that streams, its older sister {@code invoke-async}, and what tells about the function. A function's error is status
 * 200 with {@code X-Amz-Function-Error: Unhandled}, as in the cloud. Signatures are not looked at.
 */
final class InvokeApi implements HttpServer.Service {
    private static final Pattern INVOKE = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");
    private static final Pattern INVOKE_LIVE =
            Pattern.compile("/2021-11-15/functions/([^/]+)/response-streaming-invocations/?");
    private static final Pattern INVOKE_ASYNC = Pattern.compile("/2014-11-13/functions/([^/]+)/invoke-async/?");

    private final EmulatorConfig config;
    private final Invoker invoker;
    private final FunctionsApi functions;

    InvokeApi(EmulatorConfig config, Invoker invoker) {
        this.config = config;
        this.invoker = invoker;
        this.functions = new FunctionsApi(config);
    }

    @Override
    public HttpAnswer serve(Exchange exchange) throws InterruptedException {
        String requestId = Invoker.newRequestId();
        HttpAnswer answer;
        try {
            answer = serve(exchange, requestId);
        } catch (Refusal refusal) {
            answer = refusal.answer();
        } catch (RejectedExecutionException e) {
            answer = Refusal.throttled(Optional.ofNullable(e.getMessage())).answer();
        } catch (CancellationException e) {
            answer = new Refusal(500, "ServiceException", "The platform was stopped while the function ran").answer();
        }
        return answer.with("x-amzn-RequestId", requestId);
    }

    private HttpAnswer serve(Exchange exchange, String requestId) throws Refusal, InterruptedException {
        Matcher invoke = INVOKE.matcher(exchange.path());
        if (exchange.method().equals("POST") && invoke.matches()) {
            return invoke(exchange, requestId, name(exchange, invoke));
        }
        Matcher invokeLive = INVOKE_LIVE.matcher(exchange.path());
        if (exchange.method().equals("POST") && invokeLive.matches()) {
            return invokeLive(exchange, requestId, name(exchange, invokeLive));
        }
        Matcher invokeAsync = INVOKE_ASYNC.matcher(exchange.path());
        if (exchange.method().equals("POST") && invokeAsync.matches()) {
            return accept(exchange, requestId, name(exchange, invokeAsync));
        }
        return functions.serve(exchange);
    }

    private FunctionName name(Exchange exchange, Matcher path) throws Refusal {
        return FunctionName.of(path.group(1), FunctionsApi.qualifier(exchange), config);
    }

    private HttpAnswer invoke(Exchange exchange, String requestId, FunctionName name)
            throws Refusal, InterruptedException {
        String kind = exchange.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (kind) {
            case "RequestResponse" -> call(exchange, requestId, name);
            case "Event" -> accept(exchange, requestId, name);
            case "DryRun" -> dryRun(exchange, name);
            default ->
                throw Refusal.invalidParameter(
                        "X-Amz-Invocation-Type must be RequestResponse, Event or DryRun, not " + kind);
        };
    }

    private HttpAnswer dryRun(Exchange exchange, FunctionName name) throws Refusal {
        InvokeRequest unused = InvokePayload.read(exchange, InvokePayload.Kind.CALL, name);
        return empty(204, invoker.traceIdOf(unused.traceId()));
    }

    private HttpAnswer invokeLive(Exchange exchange, String requestId, FunctionName name)
            throws Refusal, InterruptedException {
        String kind = exchange.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (kind) {
            case "RequestResponse" -> callLive(exchange, requestId, name);
            case "DryRun" -> dryRun(exchange, name);
            default ->
                throw Refusal.invalidParameter("X-Amz-Invocation-Type must be RequestResponse or DryRun, not " + kind);
        };
    }

    private HttpAnswer callLive(Exchange exchange, String requestId, FunctionName name)
            throws Refusal, InterruptedException {
        Optional<LogTail> log = logTail(exchange);
        InvokeRequest request = InvokePayload.read(exchange, InvokePayload.Kind.CALL, name);
        PendingInvocation pending = invoker.callLive(requestId, request, log);
        Optional<LiveResponse> live = pending.live();
        live.ifPresent(response -> exchange.whenGone(response::abandon));
        LiveAnswer answer = live.isPresent()
                ? sink -> {
                    live.get().writeTo(bytes -> sink.write(EventStream.payload(bytes)));
                    return complete(sink, live.get().error(), pending, log);
                }
                : whole(pending, log);
        List<HttpAnswer.Header> headers = List.of(
                new HttpAnswer.Header("Content-Type", EventStream.TYPE),
                new HttpAnswer.Header("X-Amz-Executed-Version", config.functionVersion()),
                new HttpAnswer.Header("X-Amzn-Trace-Id", invoker.traceIdOf(request.traceId())));
        return HttpAnswer.live(200, headers, answer);
    }

    private static LiveAnswer whole(PendingInvocation pending, Optional<LogTail> log) throws InterruptedException {
        InvokeResult result = pending.answer();
        Optional<PlatformError> error =
                pending.errorType().map(type -> new PlatformError(type, result.payload(), result.contentType()));
        return sink -> {
            sink.write(EventStream.payload(result.payload()));
            return complete(sink, error, pending, log);
        };
    }

    /** The log is whole at the invocation's end only, which the runtime may hold up. */
    private static boolean complete(
            LiveAnswer.Sink sink, Optional<PlatformError> error, PendingInvocation pending, Optional<LogTail> log)
            throws IOException, InterruptedException {
        Optional<byte[]> lines = Optional.empty();
        if (log.isPresent()) {
            Object _ = pending.end();
            lines = Optional.of(pending.log());
        }
        sink.write(EventStream.complete(error, lines));
        return true;
    }

    private HttpAnswer call(Exchange exchange, String requestId, FunctionName name)
            throws Refusal, InterruptedException {
        Optional<LogTail> log = logTail(exchange);
        InvokeRequest request = InvokePayload.read(exchange, InvokePayload.Kind.CALL, name);
        PendingInvocation pending = invoker.call(requestId, request, log);
        InvokeResult result = pending.answer();
        if (pending.errorType().filter(PlatformError.RESTORE_TIMEOUT::equals).isPresent()) {
            throw new Refusal(408, PlatformError.RESTORE_TIMEOUT, result.text());
        }
        HttpAnswer answer = HttpAnswer.bytes(200, result.contentType(), result.payload())
                .with("x-amzn-Remapped-Content-Length", "0")
                .with("X-Amzn-Trace-Id", result.traceId())
                .with("X-Amz-Executed-Version", config.functionVersion());
        if (result.functionError()) {
            answer = answer.with("X-Amz-Function-Error", "Unhandled");
        }
        if (log.isPresent()) {
            Object _ = pending.end(); // the last lines come with the end
            answer = answer.with("X-Amz-Log-Result", Base64.getEncoder().encodeToString(pending.log()));
        }
        return answer;
    }

    private static Optional<LogTail> logTail(Exchange exchange) throws Refusal {
        String wanted = exchange.header("X-Amz-Log-Type").orElse("None");
        return switch (wanted) {
            case "None" -> Optional.empty();
            case "Tail" -> Optional.of(new LogTail());
            default -> throw Refusal.invalidParameter("X-Amz-Log-Type must be None or Tail, not " + wanted);
        };
    }

    private HttpAnswer accept(Exchange exchange, String requestId, FunctionName name) throws Refusal {
        InvokeRequest request = InvokePayload.read(exchange, InvokePayload.Kind.EVENT, name);
        return empty(202, invoker.accept(requestId, request));
    }

    private static HttpAnswer empty(int status, String traceId) {
        return HttpAnswer.empty(status)
                .with("x-amzn-Remapped-Content-Length", "0")
                .with("X-Amzn-Trace-Id", traceId);
    }
}
