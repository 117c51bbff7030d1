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

    HttpReply {
        headers = List.copyOf(headers);
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

    /** In words of ours or the platform's, which need no quoting in JSON. */
    static HttpReply error(int status, String type, String message) {
        String body = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n";
        return new HttpReply(status, JSON, Body.of(body));
    }
}
