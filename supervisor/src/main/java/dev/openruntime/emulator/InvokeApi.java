package dev.openruntime.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Invoke API, {@code POST /2015-03-31/functions/{name}/invocations}, for synchronous calls and dry runs. A
 * function's error is status 200 with {@code X-Amz-Function-Error: Unhandled}, as in the cloud.
 *
 * <p>An asynchronous call ({@code Event}) is refused: it would need the platform's queue with its retries, and a mere
 * 202 would promise them.
 */
final class InvokeApi implements HttpServer.Service {
    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");
    private static final Pattern TENANT = Pattern.compile("[a-zA-Z0-9._:/=+\\-@ ]{1,256}");
    private static final int LONGEST_CLIENT_CONTEXT = 3583;

    private final EmulatorConfig config;
    private final Function<InvokeRequest, PendingInvocation> submit;

    InvokeApi(EmulatorConfig config, Function<InvokeRequest, PendingInvocation> submit) {
        this.config = config;
        this.submit = submit;
    }

    /** A call that the API answers with one of its exceptions. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String type;

        Refusal(int status, String type, String message) {
            super(message, null, false, false);
            this.status = status;
            this.type = type;
        }

        HttpAnswer answer() {
            return HttpAnswer.json(status, json -> {
                        json.writeStringField("Type", status < 500 ? "User" : "Service");
                        json.writeStringField("Message", getMessage());
                    })
                    .with("x-amzn-ErrorType", type);
        }
    }

    @Override
    public HttpAnswer serve(Exchange exchange) throws InterruptedException {
        try {
            return invoke(exchange);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private HttpAnswer invoke(Exchange exchange) throws Refusal, InterruptedException {
        Matcher path = PATH.matcher(exchange.path());
        if (!exchange.method().equals("POST") || !path.matches()) {
            return HttpAnswer.NOT_FOUND;
        }
        Optional<String> qualifier = qualifierOf(URLDecoder.decode(path.group(1), StandardCharsets.UTF_8));
        String kind = exchange.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        InvokeRequest request = request(exchange, exchange.query("Qualifier").or(() -> qualifier));
        return switch (kind) {
            case "RequestResponse" -> call(request);
            case "DryRun" -> HttpAnswer.empty(204);
            case "Event" ->
                throw new Refusal(
                        400,
                        "InvalidParameterValueException",
                        "This platform invokes synchronously only: X-Amz-Invocation-Type must be RequestResponse or"
                                + " DryRun, not Event");
            default ->
                throw new Refusal(
                        400,
                        "InvalidParameterValueException",
                        "X-Amz-Invocation-Type must be RequestResponse or DryRun, not " + kind);
        };
    }

    /**
     * The qualifier that the name carries, if any. The name is the configured one or {@code function}, alone, as part
     * of an ARN, or with a qualifier behind it.
     */
    private Optional<String> qualifierOf(String given) throws Refusal {
        int marker = given.lastIndexOf(":function:");
        String name = marker < 0 ? given : given.substring(marker + ":function:".length());
        int colon = name.indexOf(':');
        String function = colon < 0 ? name : name.substring(0, colon);
        if (!function.equals("function") && !function.equals(config.functionName())) {
            throw new Refusal(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + (marker < 0 ? config.arnOf(name) : given));
        }
        return colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1));
    }

    private InvokeRequest request(Exchange exchange, Optional<String> qualifier) throws Refusal {
        String contentType = contentType(exchange);
        byte[] payload = switch (exchange.body()) {
            case RequestBody.Complete body -> body.bytes();
            case RequestBody.TooLarge(long size) ->
                throw new Refusal(
                        413,
                        "RequestTooLargeException",
                        size + " byte payload is too large for the RequestResponse invocation type (limit "
                                + Emulator.MAX_PAYLOAD_BYTES + " bytes)");
            case RequestBody.Truncated() ->
                throw new Refusal(400, "InvalidRequestContentException", "The request ended before it was complete");
        };
        if (payload.length == 0) {
            payload = new byte[] {'{', '}'};
        } else if (isJson(contentType) && !Json.isValid(payload)) {
            throw new Refusal(
                    400, "InvalidRequestContentException", "Could not parse request body into json: it is not JSON");
        }
        return new InvokeRequest(
                payload,
                contentType,
                qualifier,
                exchange.header("X-Amzn-Trace-Id"),
                clientContext(exchange),
                Optional.empty(),
                tenant(exchange));
    }

    /** JSON, unless the caller says otherwise; the type of forms is what curl says of itself, and means nothing. */
    private static String contentType(Exchange exchange) {
        return exchange.header("Content-Type")
                .filter(type -> !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
                .orElse("application/json");
    }

    private static boolean isJson(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static Optional<String> clientContext(Exchange exchange) throws Refusal {
        Optional<String> encoded = exchange.header("X-Amz-Client-Context");
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        if (encoded.get().length() > LONGEST_CLIENT_CONTEXT) {
            throw new Refusal(
                    400,
                    "InvalidParameterValueException",
                    "X-Amz-Client-Context must have at most " + LONGEST_CLIENT_CONTEXT + " bytes");
        }
        try {
            byte[] json = Base64.getDecoder().decode(encoded.get());
            if (Json.isValid(json)) {
                return Optional.of(new String(json, StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw notAContext();
        }
        throw notAContext();
    }

    private static Refusal notAContext() {
        return new Refusal(
                400, "InvalidRequestContentException", "X-Amz-Client-Context must be a JSON object in base64");
    }

    private static Optional<String> tenant(Exchange exchange) throws Refusal {
        Optional<String> tenant = exchange.header("X-Amz-Tenant-Id");
        if (tenant.isPresent() && !TENANT.matcher(tenant.get()).matches()) {
            throw new Refusal(
                    400,
                    "InvalidParameterValueException",
                    "X-Amz-Tenant-Id must have 1 to 256 characters of a-z A-Z 0-9 . _ : / = + - @ and space");
        }
        return tenant;
    }

    private HttpAnswer call(InvokeRequest request) throws Refusal, InterruptedException {
        try {
            InvokeResult result = submit.apply(request).answer();
            HttpAnswer answer = HttpAnswer.bytes(200, result.contentType(), result.payload())
                    .with("x-amzn-RequestId", result.requestId())
                    .with("X-Amzn-Trace-Id", result.traceId())
                    .with("X-Amz-Executed-Version", config.functionVersion());
            return result.functionError() ? answer.with("X-Amz-Function-Error", "Unhandled") : answer;
        } catch (RejectedExecutionException e) {
            throw new Refusal(429, "TooManyRequestsException", String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            throw new Refusal(500, "ServiceException", "The platform was stopped while the function ran");
        }
    }
}
