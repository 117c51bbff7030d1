package dev.openruntime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    Path folder = Path.of("");

    private final List<String> complaints = new ArrayList<>();

    @Test
    void shouldAppendAndKeepTheFileToItsOwner() throws Exception {
        Path path = folder.resolve("agent.log");
        OutputFile file = new OutputFile(path, 1_000, complaints::add);
        assertThat(file.put(OutputFixture.batch("one", "two"))).isTrue();

        assertThat(new OutputFile(path, 1_000, complaints::add).put(OutputFixture.batch("three")))
                .isTrue();

        assertThat(path).content().isEqualTo("one\ntwo\nthree\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldKeepTwoFilesOfThatSizeAndCutNoLine() throws Exception {
        Path path = folder.resolve("agent.log");
        OutputFile file = new OutputFile(path, 10, complaints::add);

        assertThat(file.put(OutputFixture.batch("aaaa", "bbbb", "cccc", "dddd", "eeee")))
                .isTrue();
        assertThat(file.put(OutputFixture.batch("longer than that"))).isTrue();

        assertThat(path).content().isEqualTo("longer than that\n");
        assertThat(folder.resolve("agent.log.1")).content().isEqualTo("eeee\n");
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldSayWhyItCannotWriteAndGoOnWhenItCan() throws Exception {
        Path path = folder.resolve("missing/agent.log");
        OutputFile file = new OutputFile(path, 1_000, complaints::add);

        assertThat(file.put(OutputFixture.batch("one", "two"))).isTrue();
        assertThat(complaints)
                .containsExactly("cannot write to " + path + ": there is no folder " + path.getParent()
                        + "; the output that is to go there is lost");

        Files.createDirectory(path.getParent());
        await().untilAsserted(() -> {
            assertThat(file.put(OutputFixture.batch("three"))).isTrue();
            assertThat(path).exists();
        });
        assertThat(complaints).hasSize(2).last().asString().startsWith("can write to " + path + " again; lost were ");
    }
}
