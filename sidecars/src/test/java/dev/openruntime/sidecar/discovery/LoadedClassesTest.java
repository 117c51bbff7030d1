package dev.openruntime.sidecar.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What isn't configured costs nothing. */
@Timeout(60)
class LoadedClassesTest {

    /** A program of its own, since this JVM has loaded everything. */
    public static final class Started {

        private Started() {}

        /** Starts discovery with fixed entries, asks it, and ends. */
        public static void main(String[] arguments) throws Exception {
            try (Asker asker = Asker.of(Map.of("services", Map.of("orders", List.of("127.0.0.1:7001"))))) {
                System.out.println("asked: " + asker.addresses("orders"));
            }
            System.exit(0);
        }
    }

    @Test
    void shouldLoadNoClassOfSourcesThatAreNotConfigured() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Started.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("asked: [127.0.0.1:7001]", "dev.openruntime.sidecar.discovery.Catalogue");
        assertThat(printed.lines())
                .noneMatch(
                        line -> line.matches(
                                ".*(sidecar\\.discovery\\.(dns|etcd|file|environment)\\.|sidecar\\.json\\.|netty\\.resolver\\.dns).*"));
    }
}
