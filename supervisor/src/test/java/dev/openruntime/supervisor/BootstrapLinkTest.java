package dev.openruntime.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BootstrapLinkTest {

    /** Listens, and has something to say. */
    static final class Talks {

        private Talks() {}

        public static void main(String[] arguments) {
            BootstrapLink link = new BootstrapLink(Map.of(BootstrapLink.DONE_VARIABLE, "3"));
            link.listen(() -> {}, () -> {});
            link.done(0);
            Runtime.getRuntime().halt(7);
        }
    }

    @Test
    void shouldKeepSilentWhenTheScriptWasKilled() throws Exception {
        assertThat(talk("exec 3> >(exec 0<&-); wait $!; exec \"$@\" </dev/null"))
                .isEmpty();
    }

    @Test
    void shouldTellWhatIsWrongWhenTheScriptIsThere() throws Exception {
        assertThat(talk("exec \"$@\" 3>/dev/full"))
                .startsWith("open-runtime: cannot say \"done 0\" to bootstrap: ")
                .hasLineCount(1);
    }

    /** What it printed, with these pipes; its standard input stays open if nothing else is said. */
    private static String talk(String pipes) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        pipes,
                        "bash",
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Talks.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(7);
        return said;
    }
}
