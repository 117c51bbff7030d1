package dev.openruntime.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputLane;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a built-in prints. */
final class ChildOutputTest {

    private static final String METRICS = "{\"_aws\":{},\"orders\":1,\"level\":\"debug\"}";
    private static final String AT = "2026-01-01T00:00:00Z";

    private final StringBuilder logged = new StringBuilder();
    private final OutputLane lane = new OutputLane() {

        @Override
        public boolean put(OutputBatch batch) {
            logged.append(new String(batch.bytes(), 0, batch.size(), UTF_8));
            return true;
        }

        @Override
        public boolean offer(OutputBatch batch) {
            return put(batch);
        }
    };

    @Test
    void shouldStayAJsonObjectAndBeWrittenWhateverTheLevel() throws InterruptedException {
        assertThat(output("JSON", Set.of()).print(lane, "metrics", METRICS)).isTrue();

        assertThat(logged)
                .hasToString("{\"_aws\":{},\"orders\":1,\"level\":\"debug\",\"timestamp\":\"" + AT
                        + "\",\"logger\":\"metrics\",\"stream\":\"stdout\",\"requestId\":\"r-1\"}\n");
    }

    @Test
    void shouldEndTheRecordInText() throws InterruptedException {
        assertThat(output("Text", Set.of()).print(lane, "metrics", METRICS)).isTrue();

        assertThat(logged).hasToString(AT + "\tINFO\tmetrics\tstream=stdout requestId=r-1 " + METRICS + "\n");
    }

    @Test
    void shouldPrintNothingOfAChildThatIsNotLogged() throws InterruptedException {
        assertThat(output("JSON", Set.of("metrics")).print(lane, "metrics", METRICS))
                .isTrue();

        assertThat(logged).isEmpty();
    }

    private static ChildOutput output(String format, Set<String> silent) {
        LogSettings settings = LogSettings.of(Map.of("AWS_LAMBDA_LOG_FORMAT", format, "AWS_LAMBDA_LOG_LEVEL", "ERROR"));
        return new ChildOutput(settings, () -> Instant.parse(AT), silent, Set.of(), _ -> Optional.of("r-1"));
    }
}
