package dev.openruntime.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One line an event. On standard output each line feed ends an event for the platform, so those inside a message become
 * carriage returns in text, as the official runtimes do, and {@code \n} in JSON.
 *
 * <p>The short name of the logger says who speaks: {@code supervisor} for us, a child's name for what a child printed.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = new byte[0];
    private static final int LINE_CHARACTERS = 200;

    private final LogFormat format;

    LineEncoder(LogFormat format) {
        this.format = format;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = switch (format) {
            case TEXT -> text(event);
            case JSON -> json(event);
        };
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(LINE_CHARACTERS);
        line.append(event.getInstant()).append('\t').append(event.getLevel()).append('\t');
        line.append(speaker(event)).append('\t').append(event.getFormattedMessage());
        for (KeyValuePair pair : pairs(event)) {
            line.append(' ').append(pair.key).append('=').append(pair.value);
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append('\n').append(ThrowableProxyUtil.asString(thrown).stripTrailing());
        }
        return line.toString().replace('\n', '\r') + '\n';
    }

    private static String json(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(LINE_CHARACTERS).append('{');
        member(line, "timestamp", event.getInstant().toString());
        member(line, "level", event.getLevel().toString());
        member(line, "logger", speaker(event));
        member(line, "message", event.getFormattedMessage());
        for (KeyValuePair pair : pairs(event)) {
            if (pair.value instanceof RawJson raw) {
                name(line, pair.key);
                line.append(raw.json()).append(',');
            } else {
                member(line, pair.key, String.valueOf(pair.value));
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            member(line, "stackTrace", ThrowableProxyUtil.asString(thrown).stripTrailing());
        }
        line.setCharAt(line.length() - 1, '}');
        return line.append('\n').toString();
    }

    private static String speaker(ILoggingEvent event) {
        String logger = event.getLoggerName();
        return logger.startsWith(ChildOutput.LOGGER_PREFIX)
                ? logger.substring(ChildOutput.LOGGER_PREFIX.length())
                : "supervisor";
    }

    private static List<KeyValuePair> pairs(ILoggingEvent event) {
        @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null ? List.of() : pairs;
    }

    private static void member(StringBuilder line, String name, String value) {
        name(line, name);
        line.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, line);
        line.append("\",");
    }

    private static void name(StringBuilder line, String name) {
        line.append('"');
        JsonStringEncoder.getInstance().quoteAsString(name, line);
        line.append("\":");
    }
}
