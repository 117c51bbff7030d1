package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildEnvironmentTest {

    private static final Map<String, String> PLATFORM = Map.of(
            "PATH", "/bin",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "OPEN_RUNTIME_HOME", "/opt/open-runtime",
            "OPEN_RUNTIME_TIMELINE", "/tmp/timeline",
            "_LAMBDA_TELEMETRY_LOG_FD", "62");

    private final ChildEnvironment environment =
            new ChildEnvironment(PLATFORM, Map.of("OPEN_RUNTIME_DISCOVERY", "http://127.0.0.1:2772"));

    @Test
    void shouldPassOnNoMoreThanWhatIsGranted() {
        EnvironmentConfig granted =
                new EnvironmentConfig(new EnvironmentConfig.Inherited.Only(List.of("PATH")), Map.of("LEVEL", "info"));

        assertThat(environment.of(granted))
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("LEVEL", "info"),
                        Map.entry("OPEN_RUNTIME_DISCOVERY", "http://127.0.0.1:2772"));
    }

    @Test
    void shouldKeepPrivateMattersFromAChildThatGetsEverything() {
        EnvironmentConfig everything = new EnvironmentConfig(new EnvironmentConfig.Inherited.Everything(), Map.of());

        assertThat(environment.of(everything))
                .containsEntry("AWS_SECRET_ACCESS_KEY", "secret")
                .doesNotContainKeys("_LAMBDA_TELEMETRY_LOG_FD", "OPEN_RUNTIME_TIMELINE");
    }

    @Test
    void shouldTellAWorkerItsNameTheProtocolAndWhereItsKitIs() {
        EnvironmentConfig nothing = new EnvironmentConfig(new EnvironmentConfig.Inherited.Only(List.of()), Map.of());

        assertThat(environment.ofWorker("redact", nothing))
                .containsEntry("OPEN_RUNTIME_PROTOCOL", "1")
                .containsEntry("OPEN_RUNTIME_NAME", "redact")
                .containsEntry("OPEN_RUNTIME_HOME", "/opt/open-runtime");
    }
}
