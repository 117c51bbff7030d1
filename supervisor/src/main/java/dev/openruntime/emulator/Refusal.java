package dev.openruntime.emulator;

import java.util.Optional;
import java.util.Set;

/**
 * A call that the Lambda API answers with one of its exceptions. An SDK makes its own exception of it by the header
 * {@code x-amzn-ErrorType}, and takes the message from the body.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    /** The service's model spells the member differently from exception to exception. */
    private static final Set<String> CAPITAL_MESSAGE =
            Set.of("ResourceNotFoundException", "ServiceException", "UnknownOperationException");

    private final int status;
    private final String type;
    private final String reason;

    private Refusal(int status, String type, String message, String reason) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.reason = reason;
    }

    Refusal(int status, String type, String message) {
        this(status, type, message, "");
    }

    static Refusal invalidParameter(String message) {
        return new Refusal(400, "InvalidParameterValueException", message);
    }

    static Refusal invalidContent(String message) {
        return new Refusal(400, "InvalidRequestContentException", message);
    }

    static Refusal tooLarge(String message) {
        return new Refusal(413, "RequestTooLargeException", message);
    }

    /** More callers at a time than can wait. */
    static Refusal throttled(Optional<String> why) {
        return new Refusal(
                429,
                "TooManyRequestsException",
                "Rate Exceeded." + why.map(text -> " " + text).orElse(""),
                "ConcurrentInvocationLimitExceeded");
    }

    /** The answer, but for the request id. */
    HttpAnswer answer() {
        byte[] body = Json.object(json -> {
            if (!reason.isEmpty()) {
                json.writeStringField("Reason", reason);
            }
            json.writeStringField("Type", status < 500 ? "User" : "Service");
            json.writeStringField(CAPITAL_MESSAGE.contains(type) ? "Message" : "message", getMessage());
        });
        HttpAnswer answer = HttpAnswer.bytes(status, "application/json", body).with("x-amzn-ErrorType", type);
        return status == 429 ? answer.with("Retry-After", "1") : answer;
    }
}
