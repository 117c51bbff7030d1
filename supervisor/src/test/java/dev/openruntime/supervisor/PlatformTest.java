package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.config.ShutdownConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    @TempDir
    Path extensions;

    @Test
    void shouldHaveTheWholeBudgetWhereNoExternalExtensionIsThere() {
        assertThat(budget(Optional.empty())).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldHaveItsShareWhereAnExternalExtensionIsThere() throws Exception {
        Path file = Files.createFile(extensions.resolve("agent"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(budget(Optional.empty())).isEqualTo(Duration.ofMillis(300));
        assertThat(budget(Optional.of(Duration.ofMillis(100)))).isEqualTo(Duration.ofMillis(100));
    }

    private Duration budget(Optional<Duration> configured) {
        return new Platform(Map.of("OPEN_RUNTIME_EXTENSIONS", extensions.toString()))
                .shutdownBudget(new ShutdownConfig(configured))
                .whole();
    }
}
