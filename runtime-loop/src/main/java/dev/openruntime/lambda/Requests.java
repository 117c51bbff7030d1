package dev.openruntime.lambda;

import dev.openruntime.http.HeadText;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Posted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The requests of both APIs: pure conversions, one method an endpoint. */
final class Requests {

    static final String RUNTIME = "/2018-06-01/runtime";
    static final String EXTENSION = "/2020-01-01/extension";

    private static final String CONTENT_LENGTH = "Content-Length";

    /** What the stream itself says, whoever says it too. */
    private static final Set<String> OF_STREAMS = Set.of(
            "content-length", "transfer-encoding", "trailer", "lambda-runtime-function-response-mode", "connection");

    private static final String DEFAULT_CONTENT_TYPE = "application/json";
    private static final String ERROR_CONTENT_TYPE = "application/vnd.aws.lambda.error+json";
    private static final int MOST_ERROR_TYPE_CHARACTERS = 256;

    private final String host;
    private final String userAgent;
    private final Request next;

    Requests(String host, String userAgent) {
        this.host = host;
        this.userAgent = userAgent;
        this.next = Request.of(head("GET", RUNTIME + "/invocation/next"), Body.EMPTY);
    }

    /** {@code GET /2018-06-01/runtime/invocation/next}. */
    Request next() {
        return next;
    }

    /** {@code GET /2018-06-01/runtime/restore/next}. */
    Request restoreNext() {
        return Request.of(head("GET", RUNTIME + "/restore/next"), Body.EMPTY);
    }

    /** {@code POST /2018-06-01/runtime/restore/error}. */
    Request restoreError(Outcome.FunctionError error) {
        return errorAt(RUNTIME + "/restore/error", error);
    }

    /** {@code POST /2018-06-01/runtime/invocation/ID/response}. */
    Request response(String requestId, Outcome.Response response) {
        if (response.posted().isPresent()) {
            return asPosted(
                    responsePath(requestId), response.body(), response.posted().get());
        }
        String contentType = response.contentType().map(Requests::headerSafe).orElse("");
        return post(
                responsePath(requestId),
                contentType.isEmpty() ? DEFAULT_CONTENT_TYPE : contentType,
                List.of(),
                response.body());
    }

    /** The head of a response whose body is sent while it is made, chunk by chunk. */
    Request streamed(String requestId, List<Header> headers) {
        HeadText head = head("POST", responsePath(requestId))
                .with("Lambda-Runtime-Function-Response-Mode", "streaming")
                .with("Transfer-Encoding", "chunked")
                .with("Trailer", "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
        for (Header header : headers) {
            if (!OF_STREAMS.contains(header.name().toLowerCase(Locale.ROOT))) {
                head.with(header.name(), header.value());
            }
        }
        return Request.of(head, Body.EMPTY);
    }

    /** {@code POST /2018-06-01/runtime/invocation/ID/error}. */
    Request error(String requestId, Outcome.FunctionError error) {
        return errorAt(RUNTIME + "/invocation/" + encoded(requestId) + "/error", error);
    }

    /** {@code POST /2018-06-01/runtime/init/error}. */
    Request initError(Outcome.FunctionError error) {
        return errorAt(RUNTIME + "/init/error", error);
    }

    /** {@code POST /2020-01-01/extension/register}: an internal extension that wants no events. */
    Request register(String name) {
        return post(
                EXTENSION + "/register",
                DEFAULT_CONTENT_TYPE,
                List.of(new Header("Lambda-Extension-Name", name)),
                Body.of("{\"events\":[]}"));
    }

    /** {@code GET /2020-01-01/extension/event/next}. */
    Request extensionNext(String identifier) {
        HeadText head = head("GET", EXTENSION + "/event/next").with("Lambda-Extension-Identifier", identifier);
        return Request.of(head, Body.EMPTY);
    }

    private Request errorAt(String path, Outcome.FunctionError error) {
        if (error.posted().isPresent()) {
            return asPosted(path, error.body(), error.posted().get());
        }
        Header type = new Header("Lambda-Runtime-Function-Error-Type", headerSafe(error.errorType()));
        return post(path, ERROR_CONTENT_TYPE, List.of(type), error.body());
    }

    private Request post(String path, String contentType, List<Header> headers, Body body) {
        HeadText head = head("POST", path).with("Content-Type", contentType).with(headers);
        return Request.of(head.with(CONTENT_LENGTH, Integer.toString(body.length())), body);
    }

    /** As the handler posted it: nothing is added, nothing left out, and what came in trailers goes on in trailers. */
    private Request asPosted(String path, Body body, Posted posted) {
        HeadText head = head("POST", path).with(posted.headers());
        if (posted.trailers().isEmpty()) {
            return Request.of(head.with(CONTENT_LENGTH, Integer.toString(body.length())), body);
        }
        List<String> names =
                posted.trailers().stream().map(Header::name).distinct().toList();
        head.with("Transfer-Encoding", "chunked").with("Trailer", String.join(", ", names));
        return Request.chunked(head, body, posted.trailers());
    }

    private HeadText head(String method, String path) {
        return HeadText.request(method, path).with("Host", host).with("User-Agent", userAgent);
    }

    private static String responsePath(String requestId) {
        return RUNTIME + "/invocation/" + encoded(requestId) + "/response";
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
