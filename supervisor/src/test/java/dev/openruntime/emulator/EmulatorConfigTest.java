package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmulatorConfigTest {
    private final EmulatorConfigBuilder builder = EmulatorConfig.builder(List.of("./bootstrap"), Path.of("/function"));

    @Test
    void shouldRefuseWhatThePlatformWouldRefuse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofSeconds(901)).build())
                .withMessageContaining("timeout must be more than 0 and at most 900 s");
        builder.timeout(Duration.ofSeconds(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.memoryMegabytes(127).build())
                .withMessageContaining("memory must be 128 to 10240 MB, not 127");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EmulatorConfig.builder(List.of(), Path.of("/function")).build())
                .withMessageContaining("a bootstrap command is needed");
    }

    @Test
    void shouldRefuseAnEventBeyondTheLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InvokeRequest.of(new byte[Emulator.MAX_PAYLOAD_BYTES + 1]))
                .withMessageContaining("6291557 bytes");
    }
}
