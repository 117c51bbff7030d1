package dev.openruntime.telemetry;

import java.util.Locale;
import java.util.Optional;

/** How bad something is, by the platform's words. */
public enum LogLevel {
    TRACE(1),
    DEBUG(2),
    INFO(3),
    WARN(4),
    ERROR(5),
    FATAL(6);

    private final int number;

    LogLevel(int number) {
        this.number = number;
    }

    /** What it is in a frame of the platform's telemetry pipe. */
    int number() {
        return number;
    }

    /** By one of the names that loggers of all languages use, in upper or lower case; empty for any other. */
    static Optional<LogLevel> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> Optional.of(TRACE);
            case "DEBUG" -> Optional.of(DEBUG);
            case "INFO" -> Optional.of(INFO);
            case "WARN", "WARNING" -> Optional.of(WARN);
            case "ERROR" -> Optional.of(ERROR);
            case "FATAL", "CRITICAL" -> Optional.of(FATAL);
            default -> Optional.empty();
        };
    }

    /** Whether it is wanted where this level is the least. */
    boolean isAtLeast(LogLevel least) {
        return compareTo(least) >= 0;
    }
}
