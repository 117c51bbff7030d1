package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentConfigTest {

    private static final Map<String, String> PLATFORM =
            Map.of("PATH", "/bin", "TZ", ":UTC", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_REGION", "eu-west-1");

    @Test
    void shouldPassOnTheDefaultsAloneIfTheFileSaysNothing() {
        assertThat(EnvironmentConfig.DEFAULT.childEnvironment(PLATFORM))
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "TZ", ":UTC"));
    }

    @Test
    void shouldPassOnWhatIsNamedAndReplaceWhatIsSet() {
        var config = new EnvironmentConfig(
                new EnvironmentConfig.Inherited.Only(List.of("PATH", "AWS_REGION", "MISSING")),
                Map.of("AWS_REGION", "us-east-1", "LEVEL", "info"));

        assertThat(config.childEnvironment(PLATFORM))
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "AWS_REGION", "us-east-1", "LEVEL", "info"));
    }

    @Test
    void shouldPassOnEverythingToTheHandler() {
        var config = new EnvironmentConfig(new EnvironmentConfig.Inherited.Everything(), Map.of("TZ", "x"));

        Map<String, String> environment = config.childEnvironment(PLATFORM);

        assertThat(environment)
                .hasSize(4)
                .containsEntry("AWS_SECRET_ACCESS_KEY", "secret")
                .containsEntry("TZ", "x");
    }
}
