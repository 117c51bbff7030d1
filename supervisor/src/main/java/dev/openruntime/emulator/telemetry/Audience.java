package dev.openruntime.emulator.telemetry;

/** By which API a record is told. */
public enum Audience {
    /** Both. */
    ALL,
    /** The Telemetry API alone. */
    TELEMETRY,
    /** The Logs API alone. */
    LOGS;

    boolean includes(Api api) {
        return switch (this) {
            case ALL -> true;
            case TELEMETRY -> api == Api.TELEMETRY;
            case LOGS -> api == Api.LOGS;
        };
    }
}
