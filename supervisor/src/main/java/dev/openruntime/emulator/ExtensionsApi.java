package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The Extensions API, version 2020-01-01, for internal extensions, and the answers to Telemetry and Logs subscriptions
 * that a platform without them gives. Every error is a 403, as the platform's own daemon has it.
 */
final class ExtensionsApi {
    private static final String ROOT = "/2020-01-01/extension/";
    private static final String IDENTIFIER = "Lambda-Extension-Identifier";
    private static final String ERROR_TYPE = "Lambda-Extension-Function-Error-Type";

    private final Session session;
    private final EmulatorConfig config;

    ExtensionsApi(Session session, EmulatorConfig config) {
        this.session = session;
        this.config = config;
    }

    /** Serves a request; empty if it is none of this API's. */
    Optional<HttpAnswer> serve(Exchange exchange) throws InterruptedException {
        return switch (exchange.method() + " " + exchange.path()) {
            case "POST " + ROOT + "register" -> Optional.of(register(exchange));
            case "GET " + ROOT + "event/next" -> Optional.of(next(exchange));
            case "POST " + ROOT + "init/error" -> Optional.of(failed(exchange, ExtensionEvent.INIT_ERROR));
            case "POST " + ROOT + "exit/error" -> Optional.of(failed(exchange, ExtensionEvent.EXIT_ERROR));
            case "PUT /2022-07-01/telemetry" -> Optional.of(subscribe(exchange, "Telemetry"));
            case "PUT /2020-08-15/logs" -> Optional.of(subscribe(exchange, "Logs"));
            default -> Optional.empty();
        };
    }

    private HttpAnswer register(Exchange exchange) {
        Optional<String> name = exchange.header("Lambda-Extension-Name");
        if (name.isEmpty()) {
            return refused("Extension.InvalidExtensionName", "Empty extension name");
        }
        List<String> events;
        try {
            events = switch (exchange.body()) {
                case RequestBody.Complete body -> eventsOf(body.bytes());
                case RequestBody.TooLarge tooLarge -> throw new IOException("cannot read the registration: too large");
                case RequestBody.Truncated() -> throw new IOException("cannot read the registration: incomplete");
            };
        } catch (IOException e) {
            return refused("InvalidRequestFormat", String.valueOf(e.getMessage()));
        }
        for (String event : events) {
            if (event.equals("SHUTDOWN")) {
                return refused("Extension.InvalidEventType", event + ": ShutdownEventNotSupportedForInternalExtension");
            }
            if (!event.equals("INVOKE")) {
                return refused("Extension.InvalidEventType", event + ": ErrorInvalidEventType");
            }
        }
        return switch (session.extensions().register(name.get(), events.contains("INVOKE"))) {
            case Reply.Granted<String>(String identifier) ->
                registration(exchange).with(IDENTIFIER, identifier);
            case Reply.Refused<String> refused -> answer(refused);
            case Reply.Gone<String>() -> HttpAnswer.NONE;
        };
    }

    private HttpAnswer registration(Exchange exchange) {
        boolean tellAccount = exchange.header("Lambda-Extension-Accept-Feature").stream()
                .flatMap(features -> Arrays.stream(features.split(",", -1)))
                .anyMatch(feature -> feature.strip().equals("accountId"));
        return HttpAnswer.json(200, json -> {
            json.writeStringField("functionName", config.functionName());
            json.writeStringField("functionVersion", config.functionVersion());
            json.writeStringField("handler", config.handler());
            if (tellAccount) {
                json.writeStringField("accountId", config.accountId());
            }
        });
    }

    private static List<String> eventsOf(byte[] body) throws IOException {
        List<String> events = new ArrayList<>();
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("cannot read the registration: it must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if (member.equals("configurationKeys") && value == JsonToken.START_ARRAY) {
                    if (json.nextToken() != JsonToken.END_ARRAY) {
                        throw new IOException("configurationKeys are not supported; use environment variables");
                    }
                } else if (member.equals("events") && value != JsonToken.VALUE_NULL) {
                    if (value != JsonToken.START_ARRAY) {
                        throw new IOException("cannot read the registration: events must be a list of names");
                    }
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        events.add(json.getText());
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return events;
    }

    private HttpAnswer next(Exchange exchange) throws InterruptedException {
        Optional<HttpAnswer> stranger = stranger(exchange);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        return switch (session.extensions().next(identifier(exchange), exchange)) {
            case Reply.Granted<Event>(Event event) -> invokeEvent(event);
            case Reply.Refused<Event> refused -> answer(refused);
            case Reply.Gone<Event>() -> HttpAnswer.NONE;
        };
    }

    private static HttpAnswer invokeEvent(Event event) {
        return HttpAnswer.json(200, json -> {
                    json.writeStringField("eventType", "INVOKE");
                    json.writeNumberField("deadlineMs", event.deadline().toEpochMilli());
                    json.writeStringField("requestId", event.requestId());
                    json.writeStringField("invokedFunctionArn", event.functionArn());
                    json.writeObjectFieldStart("tracing");
                    json.writeStringField("type", "X-Amzn-Trace-Id");
                    json.writeStringField("value", event.invocation().traceId());
                    json.writeEndObject();
                })
                .with("Lambda-Extension-Event-Identifier", UUID.randomUUID().toString());
    }

    private HttpAnswer failed(Exchange exchange, ExtensionEvent event) {
        Optional<HttpAnswer> stranger = stranger(exchange);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        Optional<String> type = exchange.header(ERROR_TYPE);
        if (type.isEmpty()) {
            return refused("Extension.MissingHeader", ERROR_TYPE + " not found");
        }
        return switch (session.extensions().failed(identifier(exchange), event, type.get())) {
            case Reply.Granted<Fault> granted -> HttpAnswer.accepted();
            case Reply.Refused<Fault> refused -> answer(refused);
            case Reply.Gone<Fault>() -> HttpAnswer.NONE;
        };
    }

    private HttpAnswer subscribe(Exchange exchange, String api) {
        Optional<HttpAnswer> stranger = stranger(exchange);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        if (session.initDone()) {
            return refused(api + ".SubscriptionClosed", api + " API subscription is closed already");
        }
        return HttpAnswer.error(202, api + ".NotSupported", api + " API is not supported");
    }

    /** The answer to one who doesn't say who it is, or isn't known. */
    private Optional<HttpAnswer> stranger(Exchange exchange) {
        String identifier = identifier(exchange);
        if (identifier.isEmpty()) {
            return Optional.of(refused("Extension.MissingExtensionIdentifier", "Missing " + IDENTIFIER + " header"));
        }
        try {
            UUID parsed = UUID.fromString(identifier);
            return session.extensions().stateOf(parsed.toString()).isPresent()
                    ? Optional.empty()
                    : Optional.of(refused("Extension.UnknownExtensionIdentifier", "Unknown extension " + identifier));
        } catch (IllegalArgumentException e) {
            return Optional.of(refused("Extension.InvalidExtensionIdentifier", "Invalid " + IDENTIFIER));
        }
    }

    private static String identifier(Exchange exchange) {
        return exchange.header(IDENTIFIER).orElse("");
    }

    private static HttpAnswer answer(Reply.Refused<?> refused) {
        return HttpAnswer.error(refused.status(), refused.errorType(), refused.message());
    }

    private static HttpAnswer refused(String errorType, String message) {
        return HttpAnswer.error(403, errorType, message);
    }
}
