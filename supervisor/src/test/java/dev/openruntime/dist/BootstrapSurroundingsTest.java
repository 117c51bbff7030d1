package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bootstrap in other surroundings than a plain process: a terminal, a container, an empty PATH. */
class BootstrapSurroundingsTest {

    private static final Path BOOTSTRAP = Path.of("src/main/dist/bootstrap").toAbsolutePath();

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void shouldStopInOrderWhenSomebodyTypesCtrlC() throws Exception {
        try (Script script = Script.start(
                java(FakeJava.PLAYS_THE_JVM), "script", "-qec", "stty -echo tostop; exec " + BOOTSTRAP, "/dev/null")) {
            ProcessHandle jvm = script.awaitProcess("jvm");
            script.awaitLine("parent");

            script.type("\u0003");

            script.awaitLine("TERM");
            Script.bash("kill -USR1 " + jvm.pid());
            assertThat(script.exitStatus()).isEqualTo(7);
        }
    }

    @Test
    void shouldReapOrphansWhenItIsProcessOne() throws Exception {
        String unshare = "unshare --pid --fork --mount-proc ";
        assumeThat(Script.bash(unshare + "true && echo yes"))
                .as("namespaces may be made here")
                .isEqualTo("yes");
        String orphans = "for i in {1..20}; do (/bin/true &); done; echo \"parent $PPID\";"
                + " until ! grep -qs ') Z' /proc/[0-9]*/stat; do :; done; echo clean; exit 4";

        try (Script script = Script.start(java(orphans), "/bin/bash", "-c", unshare + BOOTSTRAP)) {
            assertThat(script.awaitLine("parent")).containsExactly("parent", "1");
            script.awaitLine("clean");
            assertThat(script.exitStatus()).isEqualTo(4);
        }
    }

    @Test
    void shouldNeedNoOtherProgram() throws Exception {
        String empty = Files.createDirectories(folder.resolve("empty")).toString();
        Path jdk = folder.resolve("jdk");
        FakeJava.install(jdk, "25.0.1", "echo done 3 >&3; read -r");

        try (Script script = Script.start(Map.of("PATH", empty, "JAVA_HOME", jdk.toString()), BOOTSTRAP.toString())) {
            assertThat(script.exitStatus()).isEqualTo(3);
            assertThat(script.output()).isEmpty();
        }
    }

    private Map<String, String> java(String code) throws Exception {
        return Map.of(
                "OPEN_RUNTIME_JAVA",
                FakeJava.install(folder.resolve("jdk"), "25.0.1", code).toString());
    }
}
