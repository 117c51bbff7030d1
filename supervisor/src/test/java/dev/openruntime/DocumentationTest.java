package dev.openruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the documentation name the tests that keep their promises: those tests exist. */
class DocumentationTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** {@code NameTest}, {@code NameIT.method}, or {@code .method} for another one of the class named last. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:([A-Z][A-Za-z0-9]*[a-z](?:Test|IT)))?(?:\\.([a-z][A-Za-z0-9]{6,}))?`");

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path page : files(REPOSITORY.resolve("docs"), ".md")) {
            String latest = "";
            Matcher found = NAMED.matcher(Files.readString(page));
            while (found.find()) {
                latest = found.group(1) == null ? latest : found.group(1);
                String method = found.group(2);
                if (latest.isEmpty() || (found.group(1) == null && method == null)) {
                    continue;
                }
                named++;
                String source = tests.getOrDefault(latest, "");
                if (source.isEmpty() || (method != null && !source.contains("void " + method + "("))) {
                    missing.add(page.getFileName() + " " + found.group());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).as("tests that are named").isGreaterThan(50);
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (String module : List.of("runtime-loop", "sidecars", "supervisor", "integration-tests")) {
            for (Path file : files(REPOSITORY.resolve(module).resolve("src/test/java"), ".java")) {
                tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return tests;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
