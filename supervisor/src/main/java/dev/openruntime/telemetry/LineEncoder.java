package dev.openruntime.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.openruntime.process.OutputBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** Writes what the supervisor itself logs down as records, whichever of its classes speaks. Any thread. */
final class LineEncoder {

    private static final int LINE_BYTES = 300;

    private final LogSettings settings;

    LineEncoder(LogSettings settings) {
        this.settings = settings;
    }

    OutputBatch encode(ILoggingEvent event) {
        LogRecord record = new LogRecord(
                event.getInstant(),
                LogLevel.named(event.getLevel().toString()).orElse(LogLevel.INFO),
                LogRecord.SUPERVISOR,
                event.getFormattedMessage(),
                members(event),
                stackTrace(event));
        OutputBatch into = new OutputBatch(LINE_BYTES);
        record.write(settings, into);
        return into;
    }

    private static Map<String, Object> members(ILoggingEvent event) {
        @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return Map.of();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        pairs.forEach(pair -> members.put(pair.key, pair.value));
        return members;
    }

    private static Optional<String> stackTrace(ILoggingEvent event) {
        @Nullable IThrowableProxy thrown = event.getThrowableProxy();
        return Optional.ofNullable(thrown).map(ThrowableProxyUtil::asString).map(String::stripTrailing);
    }
}
