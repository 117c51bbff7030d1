package dev.openruntime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LineEncoderTest {

    private final LoggerContext loggers = new LoggerContext();

    @Test
    void shouldWriteOneLineOfTextForAMessageOfSeveral() {
        LoggingEvent event = event("child.redact", "first\nsecond");
        event.addKeyValuePair(new KeyValuePair("requestId", "6c1e"));

        assertThat(text(LogFormat.TEXT, event))
                .isEqualTo("2026-01-02T03:04:05.678Z\tINFO\tredact\tfirst\rsecond requestId=6c1e\n");
    }

    @Test
    void shouldWriteOneJsonObjectALineWithFieldsAsTheyAre() {
        LoggingEvent event = event("child.redact", "said \"hi\"\n\u0001é");
        event.addKeyValuePair(new KeyValuePair("requestId", "6c1e"));
        event.addKeyValuePair(new KeyValuePair("fields", new RawJson("{\"n\":1}")));

        assertThat(text(LogFormat.JSON, event))
                .isEqualTo("{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"logger\":\"redact\","
                        + "\"message\":\"said \\\"hi\\\"\\n\\u0001é\",\"requestId\":\"6c1e\",\"fields\":{\"n\":1}}\n");
    }

    @Test
    void shouldCallUsTheSupervisorWhateverClassSpeaks() {
        LoggingEvent event = event("dev.openruntime.lambda.RuntimeApi", "hello");

        assertThat(text(LogFormat.TEXT, event)).contains("\tsupervisor\thello");
    }

    @Test
    void shouldKeepAStackTraceInTheLineOfItsEvent() {
        Logger logger = loggers.getLogger("dev.openruntime.supervisor.Supervisor");
        LoggingEvent event =
                new LoggingEvent("", logger, Level.ERROR, "internal error", new IllegalStateException("why"), null);

        assertThat(text(LogFormat.TEXT, event))
                .contains("IllegalStateException: why")
                .containsOnlyOnce("\n");
    }

    private LoggingEvent event(String logger, String message) {
        LoggingEvent event = new LoggingEvent("", loggers.getLogger(logger), Level.INFO, message, null, null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        return event;
    }

    private static String text(LogFormat format, LoggingEvent event) {
        return new String(new LineEncoder(format).encode(event), StandardCharsets.UTF_8);
    }
}
