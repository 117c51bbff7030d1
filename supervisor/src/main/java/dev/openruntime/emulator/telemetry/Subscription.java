package dev.openruntime.emulator.telemetry;

import java.util.Set;

/**
 * What an extension asked for.
 *
 * @param extension its name
 * @param api by which it asked
 * @param schemaVersion of the records
 * @param sources what it wants to hear of, at least one
 */
public record Subscription(
        String extension,
        Api api,
        String schemaVersion,
        Set<Source> sources,
        Buffering buffering,
        Destination destination) {

    /** The first schema that has lines which are JSON as objects. */
    private static final String STRUCTURED_SINCE = "2022-12-13";

    /** The first schema of the Logs API that tells of the runtime's end of an invocation. */
    private static final String RUNTIME_DONE_SINCE = "2021-03-18";

    /** Copies the sources. */
    public Subscription {
        sources = Set.copyOf(sources);
    }

    /** Whether a line that is a JSON object comes as one; schema versions are dates, so their order is the order. */
    boolean structured() {
        return api == Api.TELEMETRY && schemaVersion.compareTo(STRUCTURED_SINCE) >= 0;
    }

    boolean wants(TelemetryRecord record) {
        return sources.contains(record.source())
                && record.audience().includes(api)
                && (api == Api.TELEMETRY
                        || !record.type().equals("platform.runtimeDone")
                        || schemaVersion.compareTo(RUNTIME_DONE_SINCE) >= 0);
    }
}
