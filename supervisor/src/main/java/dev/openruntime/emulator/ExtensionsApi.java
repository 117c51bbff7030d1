package dev.openruntime.emulator;

import dev.openruntime.emulator.telemetry.Api;
import dev.openruntime.emulator.telemetry.InvalidSubscriptionException;
import dev.openruntime.emulator.telemetry.Subscription;
import dev.openruntime.emulator.telemetry.SubscriptionReader;
import dev.openruntime.emulator.telemetry.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The Extensions API, version 2020-01-01, and the subscriptions of the Telemetry and the Logs API. Every error is a
 * 403, as the platform's own daemon has it, but for a subscription that can't be read: 400.
 */
final class ExtensionsApi {
    private static final String ROOT = "/2020-01-01/extension/";
    private static final String IDENTIFIER = "Lambda-Extension-Identifier";
    private static final String ERROR_TYPE = "Lambda-Extension-Function-Error-Type";

    private final Session session;
    private final EmulatorConfig config;
    private final Telemetry telemetry;

    ExtensionsApi(Session session, EmulatorConfig config, Telemetry telemetry) {
        this.session = session;
        this.config = config;
        this.telemetry = telemetry;
    }

    /** Serves a request; empty if it is none of this API's. */
    Optional<HttpAnswer> serve(Exchange exchange) throws InterruptedException {
        return switch (exchange.method() + " " + exchange.path()) {
            case "POST " + ROOT + "register" -> Optional.of(register(exchange));
            case "GET " + ROOT + "event/next" -> Optional.of(next(exchange));
            case "POST " + ROOT + "init/error" -> Optional.of(failed(exchange, ExtensionEvent.INIT_ERROR));
            case "POST " + ROOT + "exit/error" -> Optional.of(failed(exchange, ExtensionEvent.EXIT_ERROR));
            case "PUT /2022-07-01/telemetry" -> Optional.of(subscribe(exchange, Api.TELEMETRY));
            case "PUT /2020-08-15/logs" -> Optional.of(subscribe(exchange, Api.LOGS));
            default -> Optional.empty();
        };
    }

    private HttpAnswer register(Exchange exchange) {
        Optional<String> name = exchange.header("Lambda-Extension-Name");
        if (name.isEmpty()) {
            return refused("Extension.InvalidExtensionName", "Empty extension name");
        }
        Registration registration;
        try {
            registration = Registration.read(exchange.body());
        } catch (IOException e) {
            return refused("InvalidRequestFormat", String.valueOf(e.getMessage()));
        }
        return switch (session.extensions().register(name.get(), registration)) {
            case Reply.Granted<String>(String identifier) -> described(exchange).with(IDENTIFIER, identifier);
            case Reply.Refused<String> refused -> answer(refused);
            case Reply.Gone<String>() -> HttpAnswer.NONE;
        };
    }

    private HttpAnswer described(Exchange exchange) {
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

    private HttpAnswer next(Exchange exchange) throws InterruptedException {
        Optional<HttpAnswer> stranger = stranger(exchange);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        return switch (session.extensions().next(identifier(exchange), exchange)) {
            case Reply.Granted<ExtensionTask>(ExtensionTask task) -> event(task);
            case Reply.Refused<ExtensionTask> refused -> answer(refused);
            case Reply.Gone<ExtensionTask>() -> HttpAnswer.NONE;
        };
    }

    private static HttpAnswer event(ExtensionTask task) {
        return switch (task) {
            case ExtensionTask.Invoke(Event event) -> invokeEvent(event);
            case ExtensionTask.Shutdown(ShutdownReason reason, Instant deadline) ->
                HttpAnswer.json(200, json -> {
                    json.writeStringField("eventType", Registration.SHUTDOWN);
                    json.writeStringField("shutdownReason", reason.word());
                    json.writeNumberField("deadlineMs", deadline.toEpochMilli());
                });
        };
    }

    private static HttpAnswer invokeEvent(Event event) {
        return HttpAnswer.json(200, json -> {
                    json.writeStringField("eventType", Registration.INVOKE);
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

    private HttpAnswer subscribe(Exchange exchange, Api api) {
        Optional<HttpAnswer> stranger = stranger(exchange);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        String name = session.extensions().nameOf(identifier(exchange)).orElseThrow();
        try {
            byte[] body = switch (exchange.body()) {
                case RequestBody.Complete complete -> complete.bytes();
                case RequestBody.TooLarge tooLarge -> new byte[0];
                case RequestBody.Truncated() -> new byte[0];
            };
            if (session.initDone()) {
                return closed(api);
            }
            Subscription subscription = SubscriptionReader.read(name, api, body);
            Optional<Api> other = telemetry.api().filter(used -> used != api);
            if (other.isPresent()) {
                return HttpAnswer.error(
                        400,
                        api.validationError(),
                        "this environment uses the " + other.get().title()
                                + " API already, and takes only one of them");
            }
            return telemetry.subscribe(subscription)
                    ? HttpAnswer.bytes(200, "application/json", "\"OK\"".getBytes(StandardCharsets.UTF_8))
                    : closed(api);
        } catch (InvalidSubscriptionException e) {
            return HttpAnswer.error(400, api.validationError(), String.valueOf(e.getMessage()));
        }
    }

    private static HttpAnswer closed(Api api) {
        return refused(api.title() + ".SubscriptionClosed", api.title() + " API subscription is closed already");
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
