package dev.openruntime.emulator.telemetry;

import java.util.List;

/** The two APIs by which an extension subscribes; an environment serves one of them, whichever is used first. */
public enum Api {
    /** {@code PUT /2022-07-01/telemetry}. */
    TELEMETRY("Telemetry", "", "platform.telemetrySubscription", "2022-07-01", "2022-12-13", "2025-01-29"),
    /** {@code PUT /2020-08-15/logs}, the older one. */
    LOGS("Logs", "Logs.", "platform.logsSubscription", "2020-08-15", "2021-03-18");

    private final String title;
    private final String errorPrefix;
    private final String subscriptionType;
    private final String schemaVersions;

    Api(String title, String errorPrefix, String subscriptionType, String... schemaVersions) {
        this.title = title;
        this.errorPrefix = errorPrefix;
        this.subscriptionType = subscriptionType;
        this.schemaVersions = String.join(" ", schemaVersions);
    }

    /** The name that error types and messages have for it. */
    public String title() {
        return title;
    }

    /** The error type of a subscription that cannot be read. */
    public String validationError() {
        return errorPrefix + "ValidationError";
    }

    /** The type of the record that says who has subscribed. */
    public String subscriptionType() {
        return subscriptionType;
    }

    List<String> schemaVersions() {
        return List.of(schemaVersions.split(" ", -1));
    }
}
