package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.util.List;

/** What the handler's request is answered with. */
record HttpReply(int status, List<Header> headers, Body body) {

    private static final List<Header> JSON = List.of(new Header("Content-Type", "application/json"));

    static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int BAD_GATEWAY = 502;

    HttpReply {
        headers = List.copyOf(headers);
    }

    String statusLine() {
        return "HTTP/1.1 " + status + " " + reason();
    }

    private String reason() {
        return switch (status) {
            case OK -> "OK";
            case ACCEPTED -> "Accepted";
            case BAD_REQUEST -> "Bad Request";
            case FORBIDDEN -> "Forbidden";
            case TOO_LARGE -> "Request Entity Too Large";
            case BAD_GATEWAY -> "Bad Gateway";
            default -> ""; // the platform's own, which come with no word of ours
        };
    }

    static HttpReply accepted() {
        return new HttpReply(ACCEPTED, JSON, Body.of("{\"status\":\"OK\"}\n"));
    }

    static HttpReply restored() {
        return new HttpReply(OK, List.of(), Body.EMPTY);
    }

    static HttpReply invalidRequestId() {
        return error(BAD_REQUEST, "InvalidRequestID", "Invalid request ID");
    }

    static HttpReply invalidResponseMode() {
        return error(BAD_REQUEST, "InvalidFunctionResponseMode", "Invalid function response mode");
    }

    static HttpReply truncated() {
        return error(BAD_REQUEST, "TruncatedHTTPRequest", "HTTP request detected as truncated");
    }

    static HttpReply tooLarge() {
        return error(
                TOO_LARGE,
                "RequestEntityTooLarge",
                "Exceeded maximum allowed payload size (" + RequestBody.MOST_BYTES + " bytes).");
    }

    static HttpReply refused(RuntimeState from, RuntimeState target) {
        return error(FORBIDDEN, "InvalidStateTransition", from.refusal(target));
    }

    static HttpReply unreachable(String why) {
        return error(BAD_GATEWAY, "OpenRuntime.PlatformUnreachable", "the platform gave no answer: " + why);
    }

    static HttpReply noHttp() {
        return error(BAD_REQUEST, "BadRequest", "cannot read the request: it is not HTTP/1.1");
    }

    /** In words of ours or the platform's, which need no quoting in JSON. */
    static HttpReply error(int status, String type, String message) {
        String body = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n";
        return new HttpReply(status, JSON, Body.of(body));
    }
}
