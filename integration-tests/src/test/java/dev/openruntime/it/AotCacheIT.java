package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cache of loaded classes that the build trains: in use wherever the distribution was copied to. */
final class AotCacheIT {

    /** How many of our own classes and the libraries' may come from jars: what a training run happens not to meet. */
    private static final double MOST_FROM_JARS = 0.05;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldTakeItsClassesFromTheCacheInAnotherFolderWithOtherTimes() throws Exception {
        Path home = copyWithOtherTimes(bench.folder().resolve("elsewhere"));

        List<String> loaded = classesLoadedTo(home);

        assertThat(loaded)
                .anyMatch(line -> line.contains("dev.openruntime.supervisor.Supervisor source: shared objects file"));
        long ours = loaded.stream().filter(AotCacheIT::isNotOfTheJdk).count();
        List<String> fromJars =
                loaded.stream().filter(line -> line.contains("source: file:")).toList();
        assertThat((double) fromJars.size() / ours)
                .as("share of classes that came from jars: %s", fromJars)
                .isLessThan(MOST_FROM_JARS);
    }

    @Test
    void shouldDoWithoutACacheThatAnotherJavaMade() throws Exception {
        Path home = copyWithOtherTimes(bench.folder().resolve("elsewhere"));
        Files.writeString(home.resolve("lib/open-runtime.aot.java"), "25.0.0+1\n");

        List<String> loaded = classesLoadedTo(home);

        assertThat(loaded)
                .anyMatch(line -> line.contains("dev.openruntime.supervisor.Supervisor source: file:" + home));
    }

    /** Starts the program from there, lets it serve one event, and tells the lines of the JVM's log of classes. */
    private List<String> classesLoadedTo(Path home) throws IOException {
        Path log = bench.folder().resolve("classes.log");
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrapOf(home)
                .config(Workers.BARE_HANDLER)
                .env("OPEN_RUNTIME_JAVA_OPTS", "-Xlog:class+load:file=" + log)
                .start(platform);
        assertThat(platform.invoke("{}").text()).isEqualTo("{}");
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        return Files.readAllLines(log);
    }

    private static boolean isNotOfTheJdk(String line) {
        return line.contains(" dev.openruntime.") || line.contains(" io.netty.") || line.contains(" ch.qos.");
    }

    private static Path copyWithOtherTimes(Path target) throws IOException {
        Path source = Distribution.home();
        FileTime time = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(target.resolve(source.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = Files.copy(file, target.resolve(source.relativize(file)));
                Files.setLastModifiedTime(copy, time);
                return FileVisitResult.CONTINUE;
            }
        });
        return target;
    }
}
