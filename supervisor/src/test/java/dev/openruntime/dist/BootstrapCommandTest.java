package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that bootstrap makes of a distribution folder, the environment and its arguments. */
class BootstrapCommandTest {

    private static final Path SOURCE = Path.of("src/main/dist").toAbsolutePath();

    private static final String TELLS_ITS_WORDS = "printf '%s\\n' \"$@\"; echo \"home: $OPEN_RUNTIME_HOME\"";

    @TempDir
    private Path folder = Path.of("unset");

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("unset");

    @BeforeEach
    void makeDistribution() throws Exception {
        home = folder.resolve("a distribution");
        Files.createDirectories(home.resolve("lib"));
        Files.copy(SOURCE.resolve("bootstrap"), home.resolve("bootstrap"));
        for (String file : List.of("find-java.bash", "java-options.bash")) {
            Files.copy(SOURCE.resolve("lib").resolve(file), home.resolve("lib").resolve(file));
        }
        Path java = FakeJava.install(folder.resolve("jdk"), "25.0.3", TELLS_ITS_WORDS);
        environment.put("OPEN_RUNTIME_JAVA", java.toString());
    }

    @Test
    void shouldRunTheMainClassOfTheJar() throws Exception {
        List<String> command = command(home.resolve("bootstrap"), "--config", "a b", "");

        assertThat(command)
                .containsSubsequence(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        home + "/lib/open-runtime.jar",
                        "-Xmx256m",
                        "dev.openruntime.supervisor.Main",
                        "run",
                        "--config",
                        "a b",
                        "",
                        "home: " + home)
                .noneMatch(option -> option.startsWith("-XX:AOTCache"));
    }

    @ParameterizedTest
    @CsvSource({
        "128, 12, 48",
        "192, 12, 48",
        "0256, 16, 64",
        "512, 24, 128",
        "1769, 24, 442",
        "10240, 24, 512",
        "lots, 24, 256",
        "'', 24, 256"
    })
    void shouldScaleTheHeapWithTheFunctionsMemory(String memory, String young, String most) throws Exception {
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory);

        assertThat(command(home.resolve("bootstrap")))
                .containsSubsequence("-Xms8m", "-XX:NewSize=4m", "-XX:MaxNewSize=" + young + "m", "-Xmx" + most + "m");
    }

    @Test
    void shouldGiveThePersonTheLastWordOnJavaOptions() throws Exception {
        environment.put("OPEN_RUNTIME_JAVA_OPTS", " -Xmx99m   -Da=* ");

        assertThat(command(home.resolve("bootstrap")))
                .containsSubsequence("-Xmx256m", "-Xmx99m", "-Da=*", "dev.openruntime.supervisor.Main");
    }

    @Test
    void shouldUseTheAotCacheWithTheJavaThatMadeItOnly() throws Exception {
        FakeJava.install(home.resolve("jre"), "25.0.3", TELLS_ITS_WORDS);
        Files.createFile(home.resolve("lib/open-runtime.aot"));
        assertThat(command(home.resolve("bootstrap"))).noneMatch(option -> option.startsWith("-XX:AOTCache"));

        environment.remove("OPEN_RUNTIME_JAVA");
        assertThat(command(home.resolve("bootstrap"))).contains("-XX:AOTCache=" + home + "/lib/open-runtime.aot");

        Files.delete(home.resolve("lib/open-runtime.aot"));
        assertThat(command(home.resolve("bootstrap"))).noneMatch(option -> option.startsWith("-XX:AOTCache"));
    }

    @Test
    void shouldFindTheDistributionWhenItWasCopiedElsewhere() throws Exception {
        Path copy = Files.copy(home.resolve("bootstrap"), folder.resolve("bootstrap"));

        try (Script script = Script.start(environment, copy.toString())) {
            assertThat(script.exitStatus()).isEqualTo(2);
            assertThat(script.output())
                    .startsWith("open-runtime: cannot find the distribution: there is no lib/find-java.bash in "
                            + folder + ", in\n$OPEN_RUNTIME_HOME (not set) or in /opt/open-runtime");
        }

        environment.put("OPEN_RUNTIME_HOME", home.toString());
        assertThat(command(copy)).contains("home: " + home);
    }

    @Test
    void shouldEndWithStatusTwoWhenThereIsNoJava() throws Exception {
        environment.put("OPEN_RUNTIME_JAVA", "/nowhere/java");
        try (Script script = Script.start(environment, home.resolve("bootstrap").toString())) {
            assertThat(script.exitStatus()).isEqualTo(2);
            assertThat(script.output()).startsWith("open-runtime: cannot use OPEN_RUNTIME_JAVA: ");
        }
    }

    private List<String> command(Path bootstrap, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = bootstrap.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try (Script script = Script.start(environment, command)) {
            assertThat(script.exitStatus()).as(script.output()).isZero();
            return List.of(script.output().split("\n", -1));
        }
    }
}
