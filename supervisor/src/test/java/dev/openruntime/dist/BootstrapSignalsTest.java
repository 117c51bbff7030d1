package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How bootstrap, its JVM and signals get on, with a script that plays the JVM. */
class BootstrapSignalsTest {

    private static final Path BOOTSTRAP = Path.of("src/main/dist/bootstrap").toAbsolutePath();

    @TempDir
    private Path folder = Path.of("unset");

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void installJava() throws Exception {
        useJava(FakeJava.PLAYS_THE_JVM);
    }

    @Test
    void shouldPassOnOneTermAndHurryTheJvmOnceWhenSignalsGoOnComing() throws Exception {
        try (Script script = Script.startInOwnGroup(environment, BOOTSTRAP)) {
            ProcessHandle jvm = script.awaitProcess("jvm");
            ProcessHandle bootstrap = script.awaitProcess("parent");

            Script.bash("kill -TERM -- -" + bootstrap.pid());
            script.awaitLine("TERM");
            assertThat(script.output()).doesNotContain("hurry");
            Script.bash("kill -INT -- -" + bootstrap.pid()); // of the same kind bash might take for the first
            script.awaitLine("hurry");
            Script.bash("kill -HUP " + bootstrap.pid());
            Script.bash("kill -USR1 " + jvm.pid());

            assertThat(script.exitStatus()).isEqualTo(7);
            assertThat(script.output()).containsOnlyOnce("TERM").containsOnlyOnce("hurry");
        }
    }

    @Test
    void shouldKeepASecondSignalForAJvmThatDoesNotListenYet() throws Exception {
        useJava("""
                trap 'echo TERM; asked=1' TERM
                echo armed >&3
                kill -TERM "$PPID" # most likely before it has read that
                while [[ ! ${asked-} ]]; do sleep 0.02; done
                kill -INT "$PPID"
                sleep 0.5
                read -r -t 60 line
                echo "$line"
                echo 'done 7' >&3
                read -r -t 60
                """);
        try (Script script = Script.startInOwnGroup(environment, BOOTSTRAP)) {
            assertThat(script.exitStatus()).isEqualTo(7);
            assertThat(script.output()).startsWith("TERM\nhurry\n");
        }
    }

    @Test
    void shouldEndAlsoWhatGotAwayWhenTheJvmHadNoTimeLeftToFindIt() throws Exception {
        useJava("""
                digits=0123456789abcdefghijklmnopqrstuvwxyz
                for ((id = $$; id; id /= 36)); do run=${digits:id % 36:1}$run; done
                OPEN_RUNTIME_CHILD=$run.x-agent-1 setsid sleep 600 >/dev/null 2>&1 3>&- &
                echo "child $!"
                until [[ ${name-} == sleep ]]; do # that has become what it is to be
                  sleep 0.02
                  read -r name <"/proc/$!/comm"
                done
                echo 'late 0' >&3
                read -r -t 60
                """);
        try (Script script = Script.startInOwnGroup(environment, BOOTSTRAP)) {
            ProcessHandle child = script.awaitProcess("child");

            assertThat(script.exitStatus()).isZero();
            Script.awaitDead(child);
        }
    }

    @Test
    void shouldPassOnInterruptsAndHangupsAsTerm() throws Exception {
        for (String signal : new String[] {"INT", "HUP"}) {
            try (Script script = Script.startInOwnGroup(environment, BOOTSTRAP)) {
                ProcessHandle jvm = script.awaitProcess("jvm");

                Script.bash(
                        "kill -" + signal + " " + script.awaitProcess("parent").pid());

                script.awaitLine("TERM");
                Script.bash("kill -USR1 " + jvm.pid());
                assertThat(script.exitStatus()).isEqualTo(7);
            }
        }
    }

    @Test
    void shouldEndAJvmAtOnceThatHasNothingToStopYet() throws Exception {
        useJava("trap 'echo TERM' TERM; echo \"jvm $$\"; echo \"parent $PPID\"; while :; do read -r -t 60; done");
        try (Script script = Script.startInOwnGroup(environment, BOOTSTRAP)) {
            ProcessHandle jvm = script.awaitProcess("jvm");

            Script.bash("kill -TERM -- -" + script.awaitProcess("parent").pid());

            assertThat(script.exitStatus()).isZero();
            Script.awaitDead(jvm);
            assertThat(script.output()).doesNotContain("TERM").doesNotContain("KILL");
        }
    }

    @Test
    void shouldEndTheInputOfTheJvmWhenItIsKilled() throws Exception {
        try (Script script = Script.startInOwnGroup(environment, BOOTSTRAP)) {
            script.awaitProcess("jvm");

            script.awaitProcess("parent").destroyForcibly();

            script.awaitLine("eof");
        }
    }

    @Test
    void shouldEndTheJvmAndTakeItsWordWhenItIsDone() throws Exception {
        try (Script script = Script.start(environment, BOOTSTRAP.toString())) {
            ProcessHandle jvm = script.awaitProcess("jvm");

            Script.bash("kill -USR1 " + jvm.pid());

            assertThat(script.exitStatus()).isEqualTo(7);
            Script.awaitDead(jvm);
        }
    }

    @Test
    void shouldIgnoreWhatIsNoWordOfItsOwn() throws Exception {
        useJava("printf '%s\\n' hello done 'done x' 'done 1000' 'done 1 2' '' >&3; exit 5");
        try (Script script = Script.start(environment, BOOTSTRAP.toString())) {
            assertThat(script.exitStatus()).isEqualTo(5);
        }
    }

    @Test
    void shouldTakeTheWordOfAJvmThatIsGoneAtOnce() throws Exception {
        useJava("echo done 6 >&3");
        for (int i = 0; i < 20; i++) {
            try (Script script = Script.start(environment, BOOTSTRAP.toString())) {
                assertThat(script.exitStatus()).isEqualTo(6);
                assertThat(script.output()).isEmpty();
            }
        }
    }

    @Test
    void shouldPassOnTheStatusOfAJvmThatEndsByItself() throws Exception {
        useJava("echo out; echo err >&2; exit 42");
        for (int i = 0; i < 20; i++) {
            try (Script script = Script.start(environment, BOOTSTRAP.toString())) {
                assertThat(script.exitStatus()).isEqualTo(42);
                assertThat(script.output()).isEqualTo("out\nerr");
            }
        }
    }

    @Test
    void shouldSayWhichSignalEndedTheJvm() throws Exception {
        useJava("kill -SEGV $$");
        try (Script script = Script.start(environment, BOOTSTRAP.toString())) {
            assertThat(script.exitStatus()).isEqualTo(128 + 11);
            assertThat(script.output()).isEqualTo("open-runtime: the supervisor was ended by signal SEGV");
        }
    }

    @Test
    void shouldLeaveNothingOfTheJvmsGroupWhenTheJvmCrashes() throws Exception {
        useJava("sleep 600 >/dev/null 2>&1 3>&- & echo \"child $!\"; echo \"jvm $$\"; read -r");
        try (Script script = Script.start(environment, BOOTSTRAP.toString())) {
            ProcessHandle child = script.awaitProcess("child");

            script.awaitProcess("jvm").destroyForcibly();

            assertThat(script.exitStatus()).isEqualTo(128 + 9);
            Script.awaitDead(child);
        }
    }

    private void useJava(String code) throws Exception {
        Path java = FakeJava.install(folder.resolve("jdk"), "25.0.1", code);
        environment = Map.of("OPEN_RUNTIME_JAVA", java.toString());
    }
}
