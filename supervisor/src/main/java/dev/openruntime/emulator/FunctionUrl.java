package dev.openruntime.emulator;

import dev.openruntime.emulator.url.MalformedAnswerException;
import dev.openruntime.emulator.url.UrlAnswer;
import dev.openruntime.emulator.url.UrlEvent;
import dev.openruntime.emulator.url.UrlRequest;
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
            InvokeResult result =
                    invoker.call(requestId, request, Optional.empty()).answer();
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

    private static HttpAnswer answer(InvokeResult result) {
        try {
            UrlAnswer answer = UrlAnswer.read(result.payload(), result.contentType());
            List<HttpAnswer.Header> headers = answer.headers().stream()
                    .map(header -> new HttpAnswer.Header(header.getKey(), header.getValue()))
                    .toList();
            return new HttpAnswer(answer.status(), headers, answer.body());
        } catch (MalformedAnswerException e) {
            LOG.warn(
                    "cannot make an HTTP response of what invocation {} answered: {}",
                    result.requestId(),
                    e.getMessage());
            return error(502, "Internal Server Error");
        }
    }

    private static HttpAnswer tooLarge() {
        return error(413, "Request Entity Too Large");
    }

    private static HttpAnswer error(int status, String text) {
        return HttpAnswer.bytes(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
