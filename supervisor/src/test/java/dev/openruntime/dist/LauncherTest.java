package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds, what it says, what it runs. */
class LauncherTest {

    private static final String ANSWER = "java dev.openruntime.supervisor.Main invoke a b";

    @TempDir
    private Path folder = Path.of("unset");

    private FakeRepository repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = new FakeRepository(folder);
    }

    @Test
    void shouldBuildOnFirstUseAndOnlyThen() throws Exception {
        assertThat(launch())
                .matches("open-runtime: building the distribution \\(there is none yet\\)\n"
                        + "open-runtime: built in \\d+ s\n" + ANSWER);
        assertThat(launch()).isEqualTo(ANSWER);
        assertThat(repository.builds()).isEqualTo(1);
    }

    @Test
    void shouldKeepStandardOutputForTheAnswer() throws Exception {
        try (Script script = Script.start(
                repository.environment(),
                "/bin/bash",
                "-c",
                "\"$0\" invoke 'a b' 2>/dev/null",
                repository.launcher().toString())) {
            assertThat(script.exitStatus()).isZero();
            assertThat(script.output()).isEqualTo(ANSWER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "open-runtime",
                "docs/page.md",
                "config-examples/one/index.mjs",
                "sidecars/src/main/java/A.java",
                "supervisor/src/main/dist/bootstrap",
                "supervisor/src/build/dist/finish.bash"
            })
    void shouldBuildAgainWhenASourceIsNewer(String source) throws Exception {
        launch();

        repository.change(source);

        assertThat(launch()).startsWith("open-runtime: building the distribution (sources have changed)\n");
        assertThat(repository.builds()).isEqualTo(2);
    }

    @Test
    void shouldBuildAgainWhenASourceIsGone() throws Exception {
        launch();

        repository.remove("sidecars/src/main/java/B.java");

        assertThat(launch()).contains("sources have changed");
    }

    @Test
    void shouldNotMindCachesOfInterpreters() throws Exception {
        launch();

        repository.write("config-examples/one/__pycache__/index.pyc", "");
        repository.change("config-examples/one/__pycache__/index.pyc");
        repository.change("config-examples/one");

        assertThat(launch()).isEqualTo(ANSWER);
    }

    @Test
    void shouldBuildAgainWhenASourceChangedDuringTheBuild() throws Exception {
        repository.maven(
                FakeRepository.BUILDS + "sleep 0.1; : >docs/page.md; sleep 0.1; touch supervisor/target/dist\n");
        launch();

        assertThat(launch()).contains("sources have changed");
    }

    @Test
    void shouldCheckNothingForRun() throws Exception {
        launch();
        repository.change("pom.xml");

        try (Script script =
                Script.start(repository.environment(), repository.launcher().toString(), "run", "--config", "c")) {
            assertThat(script.exitStatus()).isZero();
            assertThat(script.output()).isEqualTo("java run --config c");
        }
        assertThat(repository.builds()).isEqualTo(1);
    }

    @Test
    void shouldShowTheEndOfMavensLogWhenTheBuildFails() throws Exception {
        repository.maven(FakeRepository.BUILDS + "for i in {1..50}; do echo \"line $i\"; done; exit 3\n");

        try (Script script =
                Script.start(repository.environment(), repository.launcher().toString())) {
            assertThat(script.exitStatus()).isEqualTo(2);
            assertThat(script.output())
                    .contains("\nline 11\n", "\nline 50\n")
                    .doesNotContain("line 10\n")
                    .endsWith("open-runtime: cannot build: Maven ended with status 3; all it said is in "
                            + repository.root().resolve("supervisor/target/open-runtime-build.log"));
        }
        assertThat(repository.distribution()).doesNotExist();
    }

    @Test
    void shouldSayWhatIsMissingForABuild() throws Exception {
        Files.delete(folder.resolve("jdk/bin/javac"));
        assertThat(launch()).contains("cannot build: " + folder + "/jdk has no compiler; name a JDK with: ");

        repository.environment().put("OPEN_RUNTIME_JAVA", "/nowhere/java");
        assertThat(launch()).contains("cannot build: cannot use OPEN_RUNTIME_JAVA: Java 25 or newer is needed");

        repository.removeProgram("mvn");
        assertThat(launch()).contains("cannot build: mvn is missing; install Maven 3.8.7 or newer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBuildOnceWhenTwoStartAtTheSameTime(boolean flock) throws Exception {
        if (!flock) {
            repository.removeProgram("flock");
        }
        repository.maven("until [[ -e go ]]; do sleep 0.05; done\n" + FakeRepository.BUILDS);
        try (Script first = start();
                Script second = start()) {
            awaitOneWaiting(first, second);
            repository.write("go", "");

            assertThat(first.exitStatus()).isZero();
            assertThat(second.exitStatus()).isZero();
            assertThat(first.output()).endsWith(ANSWER);
            assertThat(second.output()).endsWith(ANSWER);
        }
        assertThat(repository.builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void shouldEndMavenWhenItIsInterrupted(String signal) throws Exception {
        repository.maven(FakeRepository.BUILDS + "echo $$ >\"${PWD%/*}/mvn.pid\"; exec sleep 600\n");
        Path number = folder.resolve("mvn.pid");
        try (Script script = Script.startInOwnGroup(repository.environment(), repository.launcher())) {
            script.awaitLine("open-runtime:");
            await().untilAsserted(() -> assertThat(number).content().endsWith("\n"));
            ProcessHandle maven = ProcessHandle.of(
                            Long.parseLong(Files.readString(number).strip()))
                    .orElseThrow();

            Script.bash("kill -" + signal + " " + maven.parent().orElseThrow().pid());

            assertThat(script.exitStatus()).isEqualTo(130);
            assertThat(maven.isAlive()).isFalse();
            assertThat(script.output()).contains("open-runtime: build interrupted");
        }
        assertThat(repository.distribution()).doesNotExist();
    }

    @Test
    void shouldShowProgressOnATerminal() throws Exception {
        repository.maven(FakeRepository.BUILDS + "sleep 1\n");
        try (Script script = Script.start(
                repository.environment(),
                "/usr/bin/script",
                "-qec",
                repository.launcher() + " invoke a b",
                "/dev/null")) {
            assertThat(script.exitStatus()).isZero();
            assertThat(script.output())
                    .containsPattern(
                            "open-runtime: building the distribution \\(there is none yet\\) … supervisor \\d+ s");
        }
    }

    @Test
    void shouldRunADistributionWithoutABuild() throws Exception {
        launch();
        Path moved = Files.move(repository.distribution(), folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), moved.resolve("open-runtime"));
        repository.removeProgram("mvn");

        for (Path launcher : new Path[] {moved.resolve("open-runtime"), link}) {
            try (Script script = Script.start(repository.environment(), launcher.toString(), "invoke", "a", "b")) {
                assertThat(script.exitStatus()).isZero();
                assertThat(script.output()).isEqualTo("java invoke a b");
            }
        }
    }

    private Script start() throws IOException {
        return Script.start(repository.environment(), repository.launcher().toString(), "invoke", "a b");
    }

    private String launch() throws Exception {
        try (Script script = start()) {
            script.exitStatus();
            return script.output();
        }
    }

    private static void awaitOneWaiting(Script first, Script second) {
        await().untilAsserted(() -> assertThat(first.output() + second.output())
                .contains("building the distribution", "waiting for another build to end"));
    }
}
