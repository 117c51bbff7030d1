package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Posted;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The requests of both APIs: pure conversions, one method an endpoint. */
final class Requests {

    static final String RUNTIME = "/2018-06-01/runtime";
    static final String EXTENSION = "/2020-01-01/extension";

    private static final String DEFAULT_CONTENT_TYPE = "application/json";
    private static final String ERROR_CONTENT_TYPE = "application/vnd.aws.lambda.error+json";
    private static final int MOST_ERROR_TYPE_CHARACTERS = 256;

    private final String host;
    private final String userAgent;

    Requests(String host, String userAgent) {
        this.host = host;
        this.userAgent = userAgent;
    }

    /** {@code GET /2018-06-01/runtime/invocation/next}. */
    FullHttpRequest next() {
        return request(HttpMethod.GET, RUNTIME + "/invocation/next", Body.EMPTY);
    }

    /** {@code POST /2018-06-01/runtime/invocation/ID/response}. */
    FullHttpRequest response(String requestId, Outcome.Response response) {
        String path = RUNTIME + "/invocation/" + encoded(requestId) + "/response";
        if (response.posted().isPresent()) {
            return asPosted(path, response.body(), response.posted().get());
        }
        FullHttpRequest request = request(HttpMethod.POST, path, response.body());
        String contentType = response.contentType().map(Requests::headerSafe).orElse("");
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType.isEmpty() ? DEFAULT_CONTENT_TYPE : contentType);
        return request;
    }

    /** {@code POST /2018-06-01/runtime/invocation/ID/error}. */
    FullHttpRequest error(String requestId, Outcome.FunctionError error) {
        return errorAt(RUNTIME + "/invocation/" + encoded(requestId) + "/error", error);
    }

    /** {@code POST /2018-06-01/runtime/init/error}. */
    FullHttpRequest initError(Outcome.FunctionError error) {
        return errorAt(RUNTIME + "/init/error", error);
    }

    /** {@code POST /2020-01-01/extension/register}: an internal extension that wants no events. */
    FullHttpRequest register(String name) {
        FullHttpRequest request = request(HttpMethod.POST, EXTENSION + "/register", Body.of("{\"events\":[]}"));
        request.headers().set("Lambda-Extension-Name", name).set(HttpHeaderNames.CONTENT_TYPE, DEFAULT_CONTENT_TYPE);
        return request;
    }

    /** {@code GET /2020-01-01/extension/event/next}. */
    FullHttpRequest extensionNext(String identifier) {
        FullHttpRequest request = request(HttpMethod.GET, EXTENSION + "/event/next", Body.EMPTY);
        request.headers().set("Lambda-Extension-Identifier", identifier);
        return request;
    }

    private FullHttpRequest errorAt(String path, Outcome.FunctionError error) {
        if (error.posted().isPresent()) {
            return asPosted(path, error.body(), error.posted().get());
        }
        FullHttpRequest request = request(HttpMethod.POST, path, error.body());
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, ERROR_CONTENT_TYPE)
                .set("Lambda-Runtime-Function-Error-Type", headerSafe(error.errorType()));
        return request;
    }

    /** As the handler posted it: nothing is added, nothing left out, and what came in trailers goes on in trailers. */
    private FullHttpRequest asPosted(String path, Body body, Posted posted) {
        FullHttpRequest request = request(HttpMethod.POST, path, body);
        posted.headers().forEach(header -> request.headers().add(header.name(), header.value()));
        if (!posted.trailers().isEmpty()) {
            request.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
            request.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            List<String> names =
                    posted.trailers().stream().map(Header::name).distinct().toList();
            request.headers().set(HttpHeaderNames.TRAILER, String.join(", ", names));
            posted.trailers().forEach(trailer -> request.trailingHeaders().add(trailer.name(), trailer.value()));
        }
        return request;
    }

    private FullHttpRequest request(HttpMethod method, String path, Body body) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path, Unpooled.wrappedBuffer(body.bytes()));
        request.headers().set(HttpHeaderNames.HOST, host).set(HttpHeaderNames.USER_AGENT, userAgent);
        if (method.equals(HttpMethod.POST)) {
            request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length());
        }
        return request;
    }

    private static String encoded(String requestId) {
        return URLEncoder.encode(requestId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Error types and content types come from user code: nothing of them may end the header, or the request. */
    private static String headerSafe(String value) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(value.length(), MOST_ERROR_TYPE_CHARACTERS); i++) {
            char c = value.charAt(i);
            safe.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return safe.toString().strip();
    }
}
