package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were valid once, damaged at random, as a function's own file and as a fragment: each is read, or refused
 * with problems, and soon. A failure names the seed; {@code -Dfuzz.seed=N} repeats it. Three seconds, or with
 * {@code -Dsoak=true} five minutes.
 */
final class ConfigurationFuzzTest {

    private static final Duration LONG_ENOUGH =
            Boolean.getBoolean("soak") ? Duration.ofMinutes(5) : Duration.ofSeconds(3);
    private static final int MOST_BYTES = 300_000;
    private static final List<String> PIECES = List.of(
            "*a",
            "&a [",
            "<<: *a",
            "!!set ",
            "!x ",
            "? ",
            "- ",
            "  ",
            "\t",
            "\n",
            "\r",
            "|",
            ">-",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            ": ",
            "\"",
            "'",
            "${",
            "${A}",
            "$${",
            "}",
            "#",
            "%TAG ! x",
            "---",
            "...",
            "\0",
            "\uFEFF",
            "\u0085",
            "~",
            "1e999999999",
            "-0",
            "0x",
            "9".repeat(40),
            "ms",
            "99999999m",
            "name",
            "enabled: false",
            "\\uD800",
            "\\x",
            "é",
            "😀");

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void shouldReadOrRefuseWhatWasDamaged() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("ConfigurationFuzzTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        List<byte[]> corpus = corpus();
        long began = System.nanoTime();
        int round = 0;
        while (System.nanoTime() - began < LONG_ENOUGH.toNanos()) {
            byte[] damaged = damage(corpus, random);
            int current = round++;
            assertThatCode(() -> readOrRefuse(damaged))
                    .as("seed %d, round %d: %s", seed, current, new String(damaged, UTF_8))
                    .doesNotThrowAnyException();
        }
        assertThat(round).isGreaterThan(10);
    }

    private void readOrRefuse(byte[] bytes) throws IOException {
        Path yaml = Files.write(folder.resolve("open-runtime.yaml"), bytes);
        Path json = Files.write(folder.resolve("open-runtime.json"), bytes);
        Path fragment = Files.createDirectories(folder.resolve("d")).resolve("10.yaml");
        Files.write(fragment, bytes);
        for (Map<String, String> environment : List.of(
                Map.of("OPEN_RUNTIME_FRAGMENTS", "", "A", "a"),
                Map.of("OPEN_RUNTIME_FRAGMENTS", folder.resolve("d").toString()))) {
            for (Path file : List.of(yaml, json)) {
                long began = System.nanoTime();
                try {
                    Inspection read = Inspection.of(Optional.of(file), environment, new CatalogBuiltIns());
                    assertThat(read.effectiveYaml()).isNotEmpty();
                    assertThat(read.warnings()).isNotNull();
                } catch (InvalidConfigurationException e) {
                    assertThat(e.problems()).isNotEmpty();
                    assertThat(e.getMessage()).hasSizeLessThan(100_000);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    private static byte[] damage(List<byte[]> corpus, Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size()));
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(40)));
            var out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            switch (random.nextInt(6)) {
                case 0 ->
                    out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
                case 1 -> out.write(random.nextInt(256));
                case 2 -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    int start = random.nextInt(other.length);
                    out.write(other, start, random.nextInt(other.length - start));
                }
                case 3 -> {
                    String piece = PIECES.get(random.nextInt(PIECES.size()));
                    out.writeBytes(piece.repeat(1 + random.nextInt(20_000 / piece.length()))
                            .getBytes(UTF_8));
                }
                case 4 -> out.write(bytes, at, to - at);
                default -> {}
            }
            int rest = random.nextBoolean() ? at : to;
            out.write(bytes, rest, bytes.length - rest);
            bytes = out.size() > MOST_BYTES ? bytes : out.toByteArray();
        }
        return bytes;
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String below : List.of("src/test/resources/dev/openruntime/config", "../config-examples")) {
            try (Stream<Path> files = Files.walk(Path.of(below))) {
                for (Path file : files.sorted().toList()) {
                    if (file.toString().endsWith(".yaml") || file.toString().endsWith(".json")) {
                        corpus.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        corpus.removeIf(bytes -> bytes.length == 0);
        return corpus;
    }
}
