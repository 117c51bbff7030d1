package dev.openruntime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.openruntime.process.OutputBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LineEncoderTest {

    private final LoggerContext loggers = new LoggerContext();

    @Test
    void shouldWriteOneLineOfTextForAMessageOfSeveral() {
        LoggingEvent event = event("dev.openruntime.supervisor.Shutdown", "first\nsecond");
        event.addKeyValuePair(new KeyValuePair("took", "5"));

        assertThat(text("TEXT", event)).isEqualTo("2026-01-02T03:04:05.678Z\tINFO\tsupervisor\tfirst\rsecond took=5\n");
    }

    @Test
    void shouldWriteOneJsonObjectALine() {
        LoggingEvent event = event("dev.openruntime.supervisor.Shutdown", "said \"hi\"\n\u0001é");
        event.addKeyValuePair(new KeyValuePair("took", "5"));

        assertThat(text("JSON", event))
                .isEqualTo("{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"logger\":\"supervisor\","
                        + "\"message\":\"said \\\"hi\\\"\\n\\u0001é\",\"took\":\"5\"}\n");
    }

    @Test
    void shouldWriteAMessageThatIsTooLongForOneRecordInPieces() {
        LoggingEvent event = event("dev.openruntime.supervisor.Supervisor", "🙂".repeat(20_000));

        String[] records = text("TEXT", event).split("\n");

        assertThat(records).hasSize(2);
        assertThat(records[0]).endsWith("🙂 part=1+");
        assertThat(records[1]).endsWith("🙂 part=2");
    }

    @Test
    void shouldKeepAStackTraceInTheLineOfItsEvent() {
        Logger logger = loggers.getLogger("dev.openruntime.supervisor.Supervisor");
        LoggingEvent event =
                new LoggingEvent("", logger, Level.ERROR, "internal error", new IllegalStateException("why"), null);

        assertThat(text("TEXT", event)).contains("IllegalStateException: why").containsOnlyOnce("\n");
    }

    private LoggingEvent event(String logger, String message) {
        LoggingEvent event = new LoggingEvent("", loggers.getLogger(logger), Level.INFO, message, null, null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        return event;
    }

    private static String text(String format, LoggingEvent event) {
        LogSettings settings = LogSettings.of(Map.of("AWS_LAMBDA_LOG_FORMAT", format));
        OutputBatch records = new LineEncoder(settings).encode(event);
        return new String(records.bytes(), 0, records.size(), StandardCharsets.UTF_8);
    }
}
