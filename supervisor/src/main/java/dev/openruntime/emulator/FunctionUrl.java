package dev.openruntime.emulator;

import dev.openruntime.emulator.url.MalformedAnswerException;
import dev.openruntime.emulator.url.UrlAnswer;
import dev.openruntime.emulator.url.UrlEvent;
import dev.openruntime.emulator.url.UrlRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The function's own URL, open to everybody on this machine: a request becomes an event of payload format 2.0, and the
 * function's answer becomes the HTTP response. What the function fails with is for its log alone, as on the platform.
 */
final class FunctionUrl implements HttpServer.Service {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionUrl.class);

    private final Invoker invoker;

    FunctionUrl(Invoker invoker) {
        this.invoker = invoker;
    }

    @Override
    public HttpAnswer serve(Exchange exchange) throws InterruptedException {
        String requestId = Invoker.newRequestId();
        String traceId = invoker.traceIdOf(exchange.header("X-Amzn-Trace-Id"));
        HttpAnswer answer = switch (exchange.body()) {
            case RequestBody.Complete body -> call(exchange, body.bytes(), requestId, traceId);
            case RequestBody.TooLarge tooLarge -> tooLarge();
            case RequestBody.Truncated() -> error(400, "Bad Request");
        };
        return answer.with("x-amzn-RequestId", requestId).with("X-Amzn-Trace-Id", traceId);
    }

    private HttpAnswer call(Exchange exchange, byte[] body, String requestId, String traceId)
            throws InterruptedException {
        byte[] event = UrlEvent.write(
                request(exchange, body), requestId, traceId, invoker.clock().instant());
        if (event.length > Emulator.MAX_PAYLOAD_BYTES) {
            return tooLarge();
        }
        InvokeRequest request = new InvokeRequest(
                event,
                "application/json",
                Optional.empty(),
                Optional.of(traceId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try {
            PendingInvocation pending = invoker.callLive(requestId, request, Optional.empty());
            Optional<LiveResponse> live = pending.live();
            if (live.isPresent()) {
                exchange.whenGone(live.get()::abandon);
                return live(requestId, live.get());
            }
            InvokeResult result = pending.answer();
            return result.functionError() ? error(502, "Internal Server Error") : answer(result);
        } catch (RejectedExecutionException e) {
            return error(429, "Too Many Requests");
        } catch (CancellationException e) {
            return error(503, "Service Unavailable");
        }
    }

    private static UrlRequest request(Exchange exchange, byte[] body) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        exchange.headers().forEach(header -> headers.add(Map.entry(header.getKey(), header.getValue())));
        return new UrlRequest(
                exchange.method(), exchange.path(), exchange.rawQuery(), exchange.protocol(), headers, body);
    }

    /** A streamed response: a head in front of it if its type says so, and the rest as it comes. */
    private static HttpAnswer live(String requestId, LiveResponse response) {
        if (!UrlAnswer.isFramed(response.contentType())) {
            var type = new HttpAnswer.Header("content-type", response.contentType());
            return HttpAnswer.live(200, List.of(type), sink -> rest(response, sink));
        }
        var begin = new ByteArrayOutputStream();
        Optional<byte[]> more = Optional.of(new byte[0]);
        while (more.isPresent()
                && begin.size() <= Emulator.MAX_PAYLOAD_BYTES
                && !UrlAnswer.hasPrelude(begin.toByteArray())) {
            more = response.take();
            more.ifPresent(begin::writeBytes);
        }
        Optional<UrlAnswer> found = more.isEmpty() && response.error().isPresent() // which the log tells already
                ? Optional.empty()
                : read(requestId, begin.toByteArray(), response.contentType());
        if (found.isEmpty()) {
            response.abandon();
            return error(502, "Internal Server Error");
        }
        UrlAnswer head = found.get();
        return HttpAnswer.live(head.status(), headers(head), sink -> {
            sink.write(head.body());
            return rest(response, sink);
        });
    }

    private static boolean rest(LiveResponse response, LiveAnswer.Sink sink) throws IOException, InterruptedException {
        response.writeTo(sink);
        return response.error().isEmpty();
    }

    private static HttpAnswer answer(InvokeResult result) {
        return read(result.requestId(), result.payload(), result.contentType())
                .map(answer -> new HttpAnswer(answer.status(), headers(answer), answer.body()))
                .orElseGet(() -> error(502, "Internal Server Error"));
    }

    private static List<HttpAnswer.Header> headers(UrlAnswer answer) {
        return answer.headers().stream()
                .map(header -> new HttpAnswer.Header(header.getKey(), header.getValue()))
                .toList();
    }

    private static Optional<UrlAnswer> read(String requestId, byte[] payload, String contentType) {
        try {
            return Optional.of(UrlAnswer.read(payload, contentType));
        } catch (MalformedAnswerException e) {
            LOG.warn("cannot make an HTTP response of what invocation {} answered: {}", requestId, e.getMessage());
            return Optional.empty();
        }
    }

    private static HttpAnswer tooLarge() {
        return error(413, "Request Entity Too Large");
    }

    private static HttpAnswer error(int status, String text) {
        return HttpAnswer.bytes(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
