package dev.openruntime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.emulator.Emulator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "'',it is empty",
        "'{\n\"a\":1,}',line 2: ",
        "'[',line 1: ",
        "'{} {}',line 1: there is more behind the value"
    })
    void shouldRefuseWhatIsNotOneJsonValue(String text, String why) {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(text.getBytes(UTF_8))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("cannot send the event from standard input: it is not JSON: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " [1] \n", "7", "\"é\"", "null"})
    void shouldTakeAnyJsonValueAsItIs(String text) throws CommandFailure {
        assertThat(new String(read(new ByteArrayInputStream(text.getBytes(UTF_8))), UTF_8))
                .isEqualTo(text);
    }

    @Test
    void shouldSayThatAFolderIsNoEvent() {
        assertThatThrownBy(() -> new EventSource(folder.toString()).read(function(), InputStream.nullInputStream()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("cannot read the event from " + folder + ": ");
    }

    @Test
    void shouldSendAnEmptyObjectWhereNothingIsGiven() throws CommandFailure {
        assertThat(new String(new EventSource().read(function(), InputStream.nullInputStream()), UTF_8))
                .isEqualTo("{}");
    }

    private byte[] read(InputStream input) throws CommandFailure {
        return new EventSource("-").read(function(), input);
    }

    private LocalFunction function() {
        return new LocalFunction(folder, Optional.empty());
    }

    /** A string of so many bytes. */
    private static InputStream input(int length) {
        byte[] json = new byte[length];
        Arrays.fill(json, (byte) 'x');
        json[0] = '"';
        json[length - 1] = '"';
        return new ByteArrayInputStream(json);
    }
}
