package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmulatorTerminalTest {
    @TempDir
    Path folder;

    @Test
    void shouldStopInOrderWhenInterruptedFromItsTerminal() throws Exception {
        EmulatorFixture.write(folder, """
                register('graceful')
                def on(name):
                    def note(*_):
                        open(name, 'w').close()
                        os._exit(0)
                    return note
                signal.signal(signal.SIGTERM, on('terminated'))
                signal.signal(signal.SIGINT, on('interrupted'))
                open('pid', 'w').write(str(os.getpid()))
                """ + EmulatorFixture.loopOf("respond(id, event)"));
        String command = EmulatorShutdownTest.javaCommand(EmulatorMain.class.getName(), folder.toString()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path log = folder.resolve("terminal.log");
        Process terminal = new ProcessBuilder("script", "-qefc", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(EmulatorFixture.PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(log)).contains("ready"));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")));

        OutputStream keyboard = terminal.getOutputStream();
        keyboard.write("\u0003".getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();

        await().atMost(EmulatorFixture.PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(log)).contains("closed"));
        assertThat(folder.resolve("terminated")).exists();
        assertThat(folder.resolve("interrupted")).doesNotExist();
        assertThat(ProcessTable.aliveIn(pid)).isEmpty();
        terminal.waitFor();
    }
}
