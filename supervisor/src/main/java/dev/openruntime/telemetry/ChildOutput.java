package dev.openruntime.telemetry;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** What a child printed or logged, as log lines that carry its name and the request id. Any thread. */
public final class ChildOutput {

    static final String LOGGER_PREFIX = "child.";

    private ChildOutput() {}

    /** A line of a child's standard output or error. */
    public static void line(String child, String text, Optional<String> requestId) {
        write(child, Level.INFO, text, requestId, Optional.empty());
    }

    /**
     * What user code logged through its kit.
     *
     * @param level as the worker wrote it; an unknown one counts as INFO, as the platform has it
     * @param fields a JSON object as text
     */
    public static void log(
            String child, String level, String text, Optional<String> fields, Optional<String> requestId) {
        write(child, level(level), text, requestId, fields);
    }

    private static void write(
            String child, Level level, String text, Optional<String> requestId, Optional<String> fields) {
        Logger logger = LoggerFactory.getLogger(LOGGER_PREFIX + child);
        LoggingEventBuilder event = logger.atLevel(level).setMessage("{}").addArgument(text);
        if (requestId.isPresent()) {
            event = event.addKeyValue("requestId", requestId.get());
        }
        if (fields.isPresent()) {
            event = event.addKeyValue("fields", new RawJson(fields.get()));
        }
        event.log();
    }

    private static Level level(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> Level.TRACE;
            case "DEBUG" -> Level.DEBUG;
            case "WARN", "WARNING" -> Level.WARN;
            case "ERROR", "FATAL", "CRITICAL" -> Level.ERROR;
            default -> Level.INFO;
        };
    }
}
