package dev.openruntime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateSocketTest {

    @TempDir
    private Path folder;

    @Test
    void shouldBeForItsOwnerAloneAndLeaveNothingBesideIt() throws IOException {
        try (PrivateSocket socket = PrivateSocket.bind(folder.resolve("a.sock"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
                    .isEqualTo("rw-------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(socket.path());
            }
        }
    }

    @Test
    void shouldMakeTheFolderWhereItIsMissing() throws IOException {
        Path path = folder.resolve("new/a.sock");

        try (PrivateSocket _ = PrivateSocket.bind(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldTakeThePlaceOfADeadOne() throws IOException {
        Path path = folder.resolve("a.sock");
        PrivateSocket.bind(path).close();

        try (PrivateSocket _ = PrivateSocket.bind(path);
                Caller caller = new Caller(path)) {
            assertThat(caller).isNotNull();
        }
    }

    @Test
    void shouldLeaveAloneWhatLivesOrIsNoSocket() throws IOException {
        Path live = folder.resolve("live.sock");
        Path file = Files.writeString(folder.resolve("file"), "precious");

        try (PrivateSocket _ = PrivateSocket.bind(live)) {
            assertThatThrownBy(() -> PrivateSocket.bind(live)).hasMessageContaining("something is there already");
            assertThatThrownBy(() -> PrivateSocket.bind(file)).hasMessageContaining("something is there already");
            assertThat(PrivateSocket.removeIfDead(live)).isFalse();
            assertThat(PrivateSocket.removeIfDead(file)).isFalse();
        }
        assertThat(file).hasContent("precious");
        assertThat(PrivateSocket.removeIfDead(live)).isTrue();
        assertThat(live).doesNotExist();
        assertThat(PrivateSocket.removeIfDead(live)).isTrue();
    }

    @Test
    void shouldSayThatAPathIsTooLong() {
        Path path = folder.resolve("a".repeat(108));

        assertThatThrownBy(() -> PrivateSocket.bind(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than the 107 bytes")
                .hasMessageContaining(path.toString());
    }

    @Test
    void shouldNotRemoveWhatCameIntoItsPlace() throws IOException {
        Path path = folder.resolve("a.sock");
        try (PrivateSocket first = PrivateSocket.bind(path)) {
            Files.delete(path);
            try (PrivateSocket second = PrivateSocket.bind(path)) {
                first.remove();
                assertThat(path).exists();

                second.remove();
                assertThat(path).doesNotExist();
                second.remove();
            }
        }
    }
}
