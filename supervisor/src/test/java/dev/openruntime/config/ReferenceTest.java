package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/configuration.md} shows is true. */
final class ReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/configuration.md");
    private static final String HANDLER = "handler: { command: [node] }\n";
    private static final String SIDECARS = """
            sidecars:
              - { name: discovery, use: metrics }
              - { name: cache, command: [cache] }
              - name: agent
                command: [agent]
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("examples")
    void shouldReadEveryExample(String example) throws Exception {
        String document = switch (example.substring(0, example.indexOf(':'))) {
            case "handler" -> example;
            case "middleware", "sidecars", "admin" -> HANDLER + example;
            default -> HANDLER + SIDECARS + example.indent(4);
        };

        Configuration read = new Sample(folder, Map.of("OPEN_RUNTIME_HOME", "/home/open-runtime")).yaml(document);

        assertThat(read.handler().command()).isNotEmpty();
    }

    @Test
    void shouldPrintProblemsAsShown() throws IOException {
        String expected = Files.readString(
                Path.of("src/test/resources/dev/openruntime/config/wrong/design-example.yaml.expected"));

        assertThat(Files.readString(REFERENCE))
                .contains(expected.replace("design-example.yaml", "shop/open-runtime.yaml"));
    }

    static List<String> examples() throws IOException {
        String reference = Files.readString(REFERENCE);
        var examples = new ArrayList<String>();
        for (int at = reference.indexOf("```yaml\n"); at >= 0; at = reference.indexOf("```yaml\n", at + 1)) {
            int start = at + "```yaml\n".length();
            examples.add(reference.substring(start, reference.indexOf("```", start)));
        }
        return examples;
    }
}
