package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a file holds, it is read, or refused with at least one problem: nothing else is ever thrown. */
final class AnyTextPropertyTest {

    private static final String DOCUMENT = """
            handler: { command: [node, "${HOME:-/tmp}/x"], protocol: worker, env: { set: { A: 1 } } }
            middleware:
              - name: correlation
                command: [python3, 'x.py', 5]
                timeout: 250ms
            sidecars:
              - { name: d, use: discovery, with: { services: { a: ["b:1", 2.5e3] } } }
              - name: agent
                command: [./agent]
                dependsOn: { d: healthy }
                startup: { http: { port: 4317, path: /ready }, every: 20ms }
                restart: { policy: always, backoff: { initial: 100ms, factor: 2, max: 10s } }
            deadline: { margin: 10% }
            """;

    private static final String JSON = """
            {"handler": {"command": ["node", "\\u00e9", 5, true], "env": {"set": {"A": 1.5e3}}},
             "sidecars": [{"name": "d", "use": "discovery", "with": {"services": {"a": ["b:1"]}}},
               {"name": "e", "command": ["e"], "dependsOn": {"d": "healthy"}, "startup": {"tcp": {"port": 1}}}],
             "deadline": {"margin": "10%"}, "init": {"within": "9s"}}
            """;

    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("any-text");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("any.yaml"));
        Files.deleteIfExists(folder.resolve("any.json"));
        Files.deleteIfExists(folder);
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) throws IOException {
        readOrRefuse("any.yaml", bytes);
        readOrRefuse("any.json", bytes);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) throws IOException {
        readOrRefuse("any.yaml", text.getBytes(UTF_8));
        readOrRefuse("any.json", text.getBytes(UTF_8));
    }

    @Property
    void anyDocumentOfItsSignsIsReadOrRefused(@ForAll("signs") String text) throws IOException {
        readOrRefuse("any.yaml", text.getBytes(UTF_8));
        readOrRefuse("any.json", text.getBytes(UTF_8));
    }

    @Property
    void aSpoiltDocumentIsReadOrRefused(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 800) Integer> places, @ForAll("signs") String inserted)
            throws IOException {
        readOrRefuse("any.yaml", spoil(DOCUMENT, places, inserted));
        readOrRefuse("any.json", spoil(JSON, places, inserted));
    }

    @Provide
    Arbitrary<String> signs() {
        Arbitrary<String> sign = Arbitraries.of(
                "handler",
                "command",
                "sidecars",
                "with",
                ": ",
                "- ",
                "\n",
                "\n  ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "\"",
                "'",
                "&a",
                "*a",
                "!t ",
                "!!int ",
                "|",
                ">",
                "? ",
                "%YAML 1.2\n",
                "%YAML 9999999999.1\n",
                "---\n",
                "...\n",
                "#",
                "\t",
                "~",
                "5",
                "0x",
                "1e999",
                "true",
                "${",
                "${A",
                "}",
                "$${",
                "\\u12",
                "\\ud800",
                "\\UFFFFFFFF",
                "\\x0",
                "<<",
                "@",
                "`",
                "😀",
                "\0",
                "\u2028",
                "\uFEFF",
                "ms",
                "10%");
        return sign.list().ofMaxSize(24).map(signs -> String.join("", signs));
    }

    private static byte[] spoil(String document, List<Integer> places, String inserted) {
        var spoilt = new StringBuilder(document);
        for (int place : places) {
            int at = Math.min(place, spoilt.length() - 1);
            spoilt.replace(at, at + place % 3, inserted);
        }
        return spoilt.toString().getBytes(UTF_8);
    }

    private static void readOrRefuse(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
            Configuration read = ConfigurationFile.read(Optional.of(file), Map.of("A", "a"), new SampleBuiltIns());
            assertThat(read.handler().command()).isNotEmpty();
        } catch (InvalidConfigurationException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.getMessage().chars().filter(c -> c != '\n').anyMatch(Character::isISOControl))
                    .isFalse();
        }
    }
}
