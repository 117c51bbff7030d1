package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
    @Test
    void shouldSetWhatThePlatformSets() {
        Map<String, String> variables = variables(builder().functionName("shop").handler("app.main"));

        assertThat(variables)
                .containsEntry("_HANDLER", "app.main")
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("AWS_DEFAULT_REGION", "us-east-1")
                .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "shop")
                .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
                .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
                .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
                .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/shop")
                .containsEntry("AWS_LAMBDA_LOG_FORMAT", "Text")
                .containsEntry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9")
                .containsEntry("LAMBDA_TASK_ROOT", "/function")
                .containsEntry("LANG", "en_US.UTF-8")
                .containsEntry("TZ", ":UTC")
                .containsEntry("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin")
                .doesNotContainKey("AWS_LAMBDA_LOG_LEVEL");
        assertThat(variables.get("AWS_LAMBDA_LOG_STREAM_NAME"))
                .matches("\\d{4}/\\d{2}/\\d{2}/\\[\\$LATEST][0-9a-f]{32}");
    }

    @Test
    void shouldInheritButForReservedAndUnderscoreNames() {
        Map<String, String> variables = variables(builder()
                .inherited(Map.of(
                        "PATH", "/mine",
                        "HOME", "/home/me",
                        "_", "/usr/bin/env",
                        "_LAMBDA_TELEMETRY_LOG_FD", "62",
                        "AWS_LAMBDA_MAX_CONCURRENCY", "10",
                        "AWS_REGION", "eu-north-1",
                        "AWS_ACCESS_KEY_ID", "key",
                        "TZ", "Europe/Oslo")));

        assertThat(variables)
                .containsEntry("PATH", "/mine")
                .containsEntry("HOME", "/home/me")
                .containsEntry("AWS_ACCESS_KEY_ID", "key")
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("TZ", ":UTC")
                .doesNotContainKeys("_", "_LAMBDA_TELEMETRY_LOG_FD", "AWS_LAMBDA_MAX_CONCURRENCY");
    }

    @Test
    void shouldLetTheFunctionOverrideDefaultsButNotReservedNames() {
        Map<String, String> variables = variables(builder()
                .inherited(Map.of("STAGE", "inherited"))
                .variables(Map.of("STAGE", "own", "TZ", "Europe/Oslo", "AWS_REGION", "eu-north-1", "_X", "1")));

        assertThat(variables)
                .containsEntry("STAGE", "own")
                .containsEntry("TZ", "Europe/Oslo")
                .containsEntry("AWS_REGION", "us-east-1")
                .doesNotContainKey("_X");
    }

    @Test
    void shouldTellTheLogLevelWithTheJsonFormatOnly() {
        assertThat(variables(builder().logFormat(LogFormat.JSON).logLevel("DEBUG")))
                .containsEntry("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .containsEntry("AWS_LAMBDA_LOG_LEVEL", "DEBUG");
    }

    @Test
    void shouldKeepFromExtensionsWhatIsForRuntimes() {
        EmulatorConfig config = builder()
                .variables(Map.of("STAGE", "own", "AWS_EXECUTION_ENV", "mine"))
                .build();

        assertThat(ProcessEnvironment.ofExtension(config, "127.0.0.1:9"))
                .containsEntry("STAGE", "own")
                .containsEntry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9")
                .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "function")
                .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
                .containsKeys("AWS_REGION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "PATH")
                .doesNotContainKeys(
                        "_HANDLER",
                        "AWS_EXECUTION_ENV",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "AWS_XRAY_CONTEXT_MISSING",
                        "LAMBDA_RUNTIME_DIR",
                        "LAMBDA_TASK_ROOT");
    }

    private static EmulatorConfigBuilder builder() {
        return EmulatorConfig.builder(List.of("./bootstrap"), Path.of("/function"))
                .inherited(Map.of());
    }

    private static Map<String, String> variables(EmulatorConfigBuilder builder) {
        return ProcessEnvironment.of(builder.build(), "127.0.0.1:9");
    }
}
