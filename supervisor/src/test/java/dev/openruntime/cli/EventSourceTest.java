package dev.openruntime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.emulator.Emulator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSourceTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTakeAnEventUpToThePlatformsLimitAndNoLongerOne() throws CommandFailure {
        assertThat(read(input(Emulator.MAX_PAYLOAD_BYTES))).hasSize(Emulator.MAX_PAYLOAD_BYTES);

        assertThatThrownBy(() -> read(input(Emulator.MAX_PAYLOAD_BYTES + 1)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("cannot send the event from standard input: it is longer than the 6291556 bytes that the"
                        + " platform takes");
    }

    @Test
    void shouldSayThatAFolderIsNoEvent() {
        assertThatThrownBy(() ->
                        EventSource.read(Optional.of(folder.toString()), function(), InputStream.nullInputStream()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("cannot read the event from " + folder + ": ");
    }

    @Test
    void shouldSendAnEmptyObjectWhereNothingIsGiven() throws CommandFailure {
        assertThat(new String(EventSource.read(Optional.empty(), function(), InputStream.nullInputStream()), UTF_8))
                .isEqualTo("{}");
    }

    private byte[] read(InputStream input) throws CommandFailure {
        return EventSource.read(Optional.of("-"), function(), input);
    }

    private LocalFunction function() {
        return new LocalFunction(folder, Optional.empty());
    }

    private static InputStream input(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }
}
