package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code wrong/} gives exactly the problems that the file {@code .expected} beside it lists. After a
 * wanted change run once with {@code -Dconfig.expected.write=true}, which writes what is printed now, and read the
 * difference.
 */
final class WrongFilesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("STAGE", "test", "NUMBER", "12", "EMPTY", "");

    static Stream<Path> wrongFiles() throws IOException, URISyntaxException {
        var folder = Objects.requireNonNull(WrongFilesTest.class.getResource("wrong"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<Path> wrong = files.filter(file -> !file.toString().endsWith(".expected"))
                    .sorted()
                    .toList();
            return wrong.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void shouldReportExactlyTheExpectedProblems(Path file) throws IOException {
        var thrown = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> ConfigurationFile.read(Optional.of(file), ENVIRONMENT, new SampleBuiltIns()));

        String printed = Objects.requireNonNull(thrown.getMessage()).replace(file.toString(), name(file)) + "\n";
        Path expected = file.resolveSibling(name(file) + ".expected");
        if (Boolean.getBoolean("config.expected.write")) {
            Path source =
                    Path.of("src/test/resources/dev/openruntime/config/wrong").resolve(name(expected));
            Files.writeString(source, printed);
            Files.writeString(expected, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(expected, UTF_8));
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
