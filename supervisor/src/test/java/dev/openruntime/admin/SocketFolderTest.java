package dev.openruntime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketFolderTest {

    @TempDir
    private Path tmp;

    @Test
    void shouldBeInTmpdirAndForItsOwnerAlone() throws IOException {
        Path socket = SocketFolder.own(Map.of("TMPDIR", tmp.toString()));

        Path folder = tmp.resolve("open-runtime-" + Files.getAttribute(tmp, "unix:uid"));
        assertThat(socket).isEqualTo(folder.resolve(ProcessHandle.current().pid() + ".sock"));
        assertThat(SocketFolder.pid(socket)).isEqualTo(ProcessHandle.current().pid());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldCloseAFolderThatStandsOpen() throws IOException {
        Path folder = SocketFolder.all(Map.of("TMPDIR", tmp.toString())).getFirst();
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        Path _ = SocketFolder.own(Map.of("TMPDIR", tmp.toString()));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldNotUseALinkThatSomebodyPutThere() throws IOException {
        Path folder = SocketFolder.all(Map.of("TMPDIR", tmp.toString())).getFirst();
        Files.createSymbolicLink(folder, Files.createDirectory(tmp.resolve("elsewhere")));

        assertThatThrownBy(() -> SocketFolder.own(Map.of("TMPDIR", tmp.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no folder of this user");
    }

    @Test
    void shouldBeInTmpWhereTmpdirIsTooLong() throws IOException {
        Path deep = Files.createDirectories(tmp.resolve("d".repeat(100)));

        assertThat(SocketFolder.own(Map.of("TMPDIR", deep.toString()))).startsWithRaw(Path.of("/tmp"));
        assertThat(SocketFolder.all(Map.of("TMPDIR", deep.toString()))).hasSize(2);
        assertThat(SocketFolder.all(Map.of())).hasSize(1);
        assertThat(SocketFolder.all(Map.of("TMPDIR", "/tmp/"))).hasSize(1);
    }

    @Test
    void shouldSweepOutWhatTheDeadLeftAndNothingElse() throws IOException {
        Map<String, String> environment = Map.of("TMPDIR", tmp.toString());
        Path folder = Objects.requireNonNull(SocketFolder.own(environment).getParent());
        Path dead = folder.resolve("999999999.sock");
        Path other = Files.writeString(folder.resolve("999999998.sock"), "no socket");
        PrivateSocket.bind(dead).close();

        Path _ = SocketFolder.own(environment);

        assertThat(dead).doesNotExist();
        assertThat(other).exists();
        assertThat(SocketFolder.sockets(folder)).containsExactly(other);
        assertThat(SocketFolder.sockets(tmp.resolve("nowhere"))).isEmpty();
        assertThat(SocketFolder.pid(tmp.resolve("12a.sock"))).isZero();
    }
}
