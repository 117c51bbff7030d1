package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Layer;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is deployed, as a platform unpacks and starts it: another folder, owner and times, a user who may not write, no
 * Java but its own. And the cache of loaded classes that the build trains is in use there.
 */
final class LayerIT {

    /**
     * How many of our own classes and the libraries' may come from the jar: what a training run happens not to meet.
     */
    private static final double MOST_FROM_JAR = 0.03;

    private static final long LARGEST = 100_000_000;
    private static final long LARGEST_ZIP = 45_000_000;

    private static final String HANDLER = """
            handler: { command: [/bin/bash, "${LAMBDA_TASK_ROOT}/bare.sh", handle] }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldRunFromItsOwnCacheWhereverAPlatformUnpacksIt() throws Exception {
        Layer layer = Layer.unpackInto(bench.folder().resolve("opt"));
        assertThat(Files.size(Layer.zip())).isLessThan(LARGEST_ZIP);
        assertThat(layer.size()).isLessThan(LARGEST);
        assertThat(layer.zippedAgain()).as("the same bytes again").hasSameBinaryContentAs(Layer.zip());
        layer.giveToSomebodyElse();

        List<String> command = new ArrayList<>(Layer.asPlatformsUser());
        command.add(layer.bootstrap().toString());
        List<String> loaded = classesLoadedBy(command);

        assertThat(loaded)
                .anyMatch(line -> line.contains("dev.openruntime.supervisor.Supervisor source: shared objects file"));
        long ours = loaded.stream().filter(LayerIT::isNotOfTheJdk).count();
        List<String> fromJar =
                loaded.stream().filter(line -> line.contains("source: file:")).toList();
        assertThat((double) fromJar.size() / ours)
                .as("share of classes that came from the jar: %s", fromJar)
                .isLessThan(MOST_FROM_JAR);
    }

    @Test
    void shouldDoWithoutTheCacheOnAnotherJava() throws Exception {
        Path home = Distribution.home();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        List<String> loaded = classesLoadedBy(List.of(
                "/usr/bin/env",
                "OPEN_RUNTIME_JAVA=" + java,
                home.resolve("bootstrap").toString()));

        assertThat(loaded)
                .anyMatch(line -> line.contains(
                        "dev.openruntime.supervisor.Supervisor source: file:" + home.resolve("lib/open-runtime.jar")));
    }

    /** Starts the program by that command, lets it serve one event, and tells the lines of the JVM's log of classes. */
    private List<String> classesLoadedBy(List<String> command) throws IOException {
        bench.copy("workers/bare.sh");
        Path logs = Files.createDirectory(bench.folder().resolve("logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(bench.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        ScriptedPlatform platform = bench.platform();
        Program program = bench.program(command.toArray(String[]::new))
                .config(HANDLER)
                .env("PATH", bench.folder().resolve("nothing").toString())
                .without("HOME")
                .without("IT_WORKERS")
                .env("OPEN_RUNTIME_JAVA_OPTS", "-Xlog:class+load:file=" + logs.resolve("classes"))
                .start(platform);
        assertThat(platform.invoke("{}").text()).isEqualTo("\"from bash\"");
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        return Files.readAllLines(logs.resolve("classes"));
    }

    private static boolean isNotOfTheJdk(String line) {
        return line.contains(" dev.openruntime.") || line.contains(" io.netty.") || line.contains(" ch.qos.");
    }
}
