package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.child.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogPortTest {

    /** A frame: its type's last two bytes, its time if it has one, its text. */
    private static final String FRAME = """
            frame() { # TYPE TIME TEXT
              printf -v length '%08x' "${#3}"
              printf '\\xa5\\x5a'
              printf "$1\\\\x${length:0:2}\\\\x${length:2:2}\\\\x${length:4:2}\\\\x${length:6:2}$2"
              printf %s "$3"
            }
            [[ -z $_LAMBDA_TELEMETRY_LOG_FD ]] || exec 1>&"$_LAMBDA_TELEMETRY_LOG_FD"
            """;

    private static final String TIME = "'\\0\\0\\0\\0\\0\\0\\0\\1'";

    @TempDir
    private Path directory = Path.of("unset");

    private record Said(Optional<String> level, boolean json, String text) {}

    private static final class Taken implements LogPort.Records {

        private final List<Said> records = Collections.synchronizedList(new ArrayList<>());
        private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void take(Optional<String> level, boolean json, String record) {
            records.add(new Said(level, json, record));
        }

        @Override
        public void broken(String why) {
            broken.add(why);
        }
    }

    @Test
    void shouldTakeEachFrameWholeWhateverItHoldsAndHoweverItIsWritten() throws Exception {
        Taken taken = run(FRAME + """
                frame '\\x00\\x03' %1$s 'no end of a line'
                frame '\\x00\\x03' %1$s $'two\\nlines\\n'
                frame '\\x00\\x0e' %1$s '{"a":1}'
                frame '\\x00\\x17' %1$s 'bad'
                frame '\\x00\\x01' '' 'without a time'
                frame '\\x00\\x03' %1$s ''
                printf -v long '%%070000d' 0
                frame '\\x00\\x1b' %1$s "$long"
                """.formatted(TIME));

        assertThat(taken.broken).isEmpty();
        assertThat(taken.records)
                .containsExactly(
                        new Said(Optional.empty(), false, "no end of a line"),
                        new Said(Optional.empty(), false, "two\nlines\n"),
                        new Said(Optional.of("INFO"), true, "{\"a\":1}"),
                        new Said(Optional.of("ERROR"), false, "bad"),
                        new Said(Optional.empty(), false, "without a time"),
                        new Said(Optional.empty(), false, ""),
                        new Said(Optional.of("FATAL"), false, "0".repeat(70_000)));
    }

    @Test
    void shouldSayWhatIsNoFrameAndLetTheProcessWriteOn() throws Exception {
        Taken taken = run(FRAME + """
                frame '\\x00\\x03' %1$s 'fine'
                printf 'and now a text'
                printf '%%0900000d' 0 || exit 9
                """.formatted(TIME));

        assertThat(taken.records).extracting(Said::text).containsExactly("fine");
        assertThat(taken.broken)
                .containsExactly(
                        "what it writes to _LAMBDA_TELEMETRY_LOG_FD is no frame: 0x616E6420, 1852798752 bytes");
    }

    private Taken run(String script) throws IOException, InterruptedException {
        Taken taken = new Taken();
        Command command = new Command(List.of("bash", "-c", script), PATH, directory);
        try (LogPort port = LogPort.bind()) {
            ChildProcess process = ChildProcess.start(command.with(port), "cookie." + System.nanoTime());
            port.serve("child", taken);
            assertThat(process.exit().orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(new Exit.Status(0));
            assertThat(port.awaitEnd(Duration.ofSeconds(30))).isTrue();
        }
        return taken;
    }
}
