package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlatformLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-01T00:00:00.123456Z"), ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();

    @Test
    void shouldReportInTextWithInitAndMemory() {
        log(LogFormat.TEXT)
                .end(new InvocationReport(
                        "id-1",
                        InvocationReport.Status.SUCCESS,
                        Optional.empty(),
                        Duration.ofNanos(12_340_001),
                        Optional.of(Duration.ofMillis(90)),
                        OptionalLong.of(40 * 1024 * 1024 - 1),
                        Optional.empty()));

        assertThat(lines)
                .containsExactly(
                        "END RequestId: id-1",
                        "REPORT RequestId: id-1\tDuration: 12.34 ms\tBilled Duration: 103 ms\tMemory Size: 128 MB"
                                + "\tMax Memory Used: 40 MB\tInit Duration: 90.00 ms\t");
    }

    @Test
    void shouldReportAFailureAndLeaveOutWhatIsUnknown() {
        log(LogFormat.TEXT).end(failure());

        assertThat(lines.getLast())
                .isEqualTo("REPORT RequestId: id-1\tDuration: 3000.00 ms\tBilled Duration: 3000 ms"
                        + "\tMemory Size: 128 MB\tStatus: timeout\tError Type: Sandbox.Timedout");
    }

    @Test
    void shouldReportInJson() {
        PlatformLog log = log(LogFormat.JSON);

        log.start(new Invocation("id-1", "Root=1", InvokeRequest.of(new byte[0])));
        log.end(failure());

        assertThat(lines)
                .containsExactly(
                        "{\"time\":\"2024-01-01T00:00:00.123Z\",\"type\":\"platform.start\","
                                + "\"record\":{\"requestId\":\"id-1\",\"version\":\"$LATEST\"}}",
                        "{\"time\":\"2024-01-01T00:00:00.123Z\",\"type\":\"platform.runtimeDone\","
                                + "\"record\":{\"requestId\":\"id-1\",\"status\":\"timeout\","
                                + "\"errorType\":\"Sandbox.Timedout\"}}",
                        "{\"time\":\"2024-01-01T00:00:00.123Z\",\"type\":\"platform.report\","
                                + "\"record\":{\"requestId\":\"id-1\",\"status\":\"timeout\","
                                + "\"errorType\":\"Sandbox.Timedout\",\"metrics\":{\"durationMs\":3000.00,"
                                + "\"billedDurationMs\":3000,\"memorySizeMB\":128}}}");
    }

    @Test
    void shouldReportAFailedInit() {
        var report = new InitReport(
                InitReport.Status.ERROR,
                Duration.ofMillis(5),
                Optional.of(PlatformError.of("Runtime.ExitError", "Error: gone")));

        log(LogFormat.TEXT).initFailed(report, Phase.INVOKE);
        log(LogFormat.JSON).initFailed(report, Phase.INIT);

        assertThat(lines)
                .containsExactly(
                        "INIT_REPORT Init Duration: 5.00 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError",
                        "{\"time\":\"2024-01-01T00:00:00.123Z\",\"type\":\"platform.initReport\","
                                + "\"record\":{\"initializationType\":\"on-demand\",\"phase\":\"init\","
                                + "\"status\":\"error\",\"errorType\":\"Runtime.ExitError\","
                                + "\"metrics\":{\"durationMs\":5.00}}}");
    }

    private static InvocationReport failure() {
        return new InvocationReport(
                "id-1",
                InvocationReport.Status.TIMEOUT,
                Optional.of("Sandbox.Timedout"),
                Duration.ofSeconds(3),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private PlatformLog log(LogFormat format) {
        EmulatorConfig config = EmulatorConfig.builder(List.of("./bootstrap"), Path.of("/function"))
                .logFormat(format)
                .build();
        return new PlatformLog(config, new LineSink((origin, line) -> lines.add(line)), CLOCK);
    }
}
