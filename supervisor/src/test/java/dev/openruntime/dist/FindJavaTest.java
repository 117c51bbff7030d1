package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a Java 25 is looked for, and what is said when there is none. */
class FindJavaTest {

    private static final Path LIBRARY =
            Path.of("src/main/dist/lib/find-java.bash").toAbsolutePath();

    @TempDir
    private Path folder = Path.of("unset");

    private final Map<String, String> environment = new HashMap<>();
    private String java17 = "";
    private String java25 = "";
    private String java26 = "";

    @BeforeEach
    void installJavas() throws Exception {
        java17 = install("17.0.15");
        java25 = install("25");
        java26 = install("26.0.1");
        environment.put("PATH", folder.resolve("empty").toString());
    }

    @Test
    void shouldTakeTheOneThatIsNamed() throws Exception {
        environment.put("OPEN_RUNTIME_JAVA", java26 + "/bin/java");
        environment.put("JAVA_HOME", java25);

        assertThat(find("")).isEqualTo(java26 + "/bin/java");
    }

    @Test
    void shouldTrustWhoeverNamesOneOfUnknownVersion() throws Exception {
        environment.put("OPEN_RUNTIME_JAVA", java25 + "/bin/java");
        Files.delete(Path.of(java25, "release"));

        assertThat(find("")).isEqualTo(java25 + "/bin/java");
    }

    @Test
    void shouldRefuseTheNamedOneWhenItIsTooOldOrNotThere() throws Exception {
        environment.put("JAVA_HOME", java25);

        environment.put("OPEN_RUNTIME_JAVA", java17 + "/bin/java");
        assertThat(find(""))
                .isEqualTo("cannot use OPEN_RUNTIME_JAVA: Java 25 or newer is needed\n  OPEN_RUNTIME_JAVA: " + java17
                        + "/bin/java is Java 17.0.15");

        environment.put("OPEN_RUNTIME_JAVA", "/nowhere/java");
        assertThat(find("")).endsWith("\n  OPEN_RUNTIME_JAVA: /nowhere/java is not there");
    }

    @Test
    void shouldPreferTheBundledOneToThoseOfTheMachine() throws Exception {
        Path bundled = FakeJava.install(folder.resolve("dist/jre"), "25.0.3", "");
        environment.put("JAVA25_HOME", java25);

        assertThat(find(folder.resolve("dist").toString())).isEqualTo(bundled.toString());
    }

    @ParameterizedTest
    @CsvSource({"OS_NAME, Darwin", "OS_ARCH, s390x", "LIBC, musl"})
    void shouldPassOverABundledOneForAnotherMachineAndSaySo(String key, String value) throws Exception {
        Path bundled = FakeJava.install(folder.resolve("dist/jre"), "25.0.3", "");
        Path release = folder.resolve("dist/jre/release");
        String elsewhere = Files.readString(release).replaceAll(key + "=.*", key + "=\"" + value + "\"");

        assertThat(find(folder.resolve("dist").toString())).isEqualTo(bundled.toString());

        Files.writeString(release, elsewhere);
        assertThat(find(folder.resolve("dist").toString()))
                .containsPattern(
                        "\n  this distribution: its Java is for .*" + value + ".*, and this is Linux .* with gnu\n");

        environment.put("JAVA_HOME", java25);
        assertThat(find(folder.resolve("dist").toString())).isEqualTo(java25 + "/bin/java");
    }

    @Test
    void shouldPassOverOldOnes() throws Exception {
        environment.put("JAVA25_HOME", java17);
        environment.put("JAVA_HOME", java26);
        assertThat(find("")).isEqualTo(java26 + "/bin/java");

        environment.put("JAVA25_HOME", java25);
        assertThat(find("")).isEqualTo(java25 + "/bin/java");
    }

    @Test
    void shouldLookIntoTheUsualFolders() throws Exception {
        assertThat(find("", folder + "/jdk-*")).isEqualTo(java25 + "/bin/java");
    }

    @Test
    void shouldFollowTheLinkOnThePath() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), Path.of(java25, "bin/java"));
        environment.put("PATH", links + ":/usr/bin:/bin");

        assertThat(find("")).isEqualTo(java25 + "/bin/java");
    }

    @Test
    void shouldSayWhereItLookedAndHowToMendIt() throws Exception {
        environment.put("JAVA_HOME", java17);

        assertThat(find("")).isEqualTo("""
                        cannot find Java 25 or newer; looked at
                          JAVA_HOME: %s/bin/java is Java 17.0.15
                          PATH: no java
                        Install a JDK 25 (https://adoptium.net has packages for every system), or name one:
                          export JAVA_HOME=/path/to/jdk-25""".formatted(java17));
    }

    private String install(String version) throws Exception {
        Path home = folder.resolve("jdk-" + version);
        FakeJava.install(home, version, "");
        return home.toString();
    }

    private String find(String distribution, String... folders) throws Exception {
        String code = "source " + LIBRARY + "; java_folders=(" + String.join(" ", folders) + "); if find_java '"
                + distribution + "'; then echo \"$JAVA\"; else echo \"$REPLY\"; fi";
        try (Script script = Script.start(environment, "/bin/bash", "-c", code)) {
            assertThat(script.exitStatus()).isZero();
            return script.output();
        }
    }
}
