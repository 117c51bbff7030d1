package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.bash;
import static dev.openruntime.process.ProcessFixture.python;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessTreeTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String run = "tree-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();

    private ChildProcess start(String name, Command command) throws IOException {
        return ChildProcess.start(command, run + "-" + name + "-1");
    }

    @AfterEach
    void killAll() {
        assertThat(ProcessTree.killAllOf(run).survivors()).isZero();
    }

    @Test
    void shouldReachAGrandchildThatForkedTwiceAndLeftItsSession() throws Exception {
        ChildProcess process = start("agent", python(ProcessFixture.ESCAPE));
        long escaped = pids(process, 1).getFirst();
        assertThat(process.exit().get(30, TimeUnit.SECONDS).wellDone()).isTrue();
        assertThat(ProcessFixture.isAlive(escaped)).isTrue();

        ProcessTree.Outcome outcome = process.killTree();

        assertThat(outcome.survivors()).isZero();
        assertThat(ProcessFixture.isAlive(escaped)).isFalse();
    }

    @Test
    void shouldReachADescendantThatClearedItsEnvironment() throws Exception {
        ChildProcess process = start("agent", bash("env -i sleep 600 & echo $!; wait"));
        long cleared = pids(process, 1).getFirst();

        assertThat(process.killTree().survivors()).isZero();

        assertThat(ProcessFixture.isAlive(cleared)).isFalse();
        assertThat(ProcessFixture.isAlive(process.pid())).isFalse();
    }

    @Test
    void shouldKillWhatIgnoresSignals() throws Exception {
        ChildProcess process = start("agent", bash("trap '' TERM INT HUP; echo $$; while :; do sleep 600; done"));
        assertThat(pids(process, 1)).containsExactly(process.pid());
        process.signal("TERM");

        assertThat(process.killTree().survivors()).isZero();

        assertThat(process.exit().get(30, TimeUnit.SECONDS).description()).contains("SIGKILL");
    }

    @Test
    void shouldKillATreeThatKeepsForking() throws Exception {
        ChildProcess process = start(
                "agent",
                bash("grow() { sleep 600 & echo; while :; do (sleep 0.01; :) & wait $!; done; }; grow & grow & wait"));
        BufferedReader out = lines(process);
        out.readLine();
        out.readLine();

        assertThat(process.killTree().survivors()).isZero();

        assertThat(ProcessTable.fresh().tree(OptionalLong.empty(), cookie -> cookie.startsWith(run)))
                .isEmpty();
    }

    /** In the middle of an exec a process has no environment that could be read. */
    @Test
    void shouldSeeAProcessThatNeverStopsToExec(@TempDir Path folder) throws Exception {
        Path again = Files.writeString(folder.resolve("again"), "#!/bin/sh\nexec /bin/sh \"$0\"\n");
        ChildProcess restless = start("agent", bash("echo $$; exec /bin/sh " + again));
        pids(restless, 1);

        for (int i = 0; i < 100; i++) {
            assertThat(ProcessTable.fresh().tree(OptionalLong.empty(), cookie -> cookie.startsWith(run)))
                    .containsExactly(restless.pid());
        }

        assertThat(restless.killTree().survivors()).isZero();
    }

    @Test
    void shouldLeaveOthersAlone() throws Exception {
        ChildProcess agent = start("agent", bash("echo $$; exec sleep 600"));
        ChildProcess agent2 = start("agent2", bash("echo $$; exec sleep 600"));
        pids(agent, 1);
        pids(agent2, 1);

        assertThat(agent.killTree().survivors()).isZero();

        assertThat(ProcessFixture.isAlive(agent.pid())).isFalse();
        assertThat(ProcessFixture.isAlive(agent2.pid())).isTrue();
    }

    @Test
    void shouldKillAllThatARunEverStarted() throws Exception {
        ChildProcess agent = start("agent", python(ProcessFixture.ESCAPE));
        ChildProcess handler = start("handler", bash("sleep 600 & echo $!; wait"));
        List<Long> all = new ArrayList<>(pids(agent, 1));
        all.addAll(pids(handler, 1));
        all.add(handler.pid());

        assertThat(ProcessTree.killAllOf(run).survivors()).isZero();

        assertThat(all).noneMatch(ProcessFixture::isAlive);
    }

    @Test
    void shouldNotKillItselfWhenItCarriesTheCookieToo() throws Exception {
        Map<String, String> environment = new HashMap<>(ProcessFixture.PATH);
        Command java = new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SelfKill.class.getName()),
                environment,
                Path.of("/tmp"));
        ChildProcess process = start("self", java);

        String said = lines(process).readLine();

        assertThat(said).isEqualTo("killed 0, alive");
        assertThat(process.exit().get(30, TimeUnit.SECONDS).wellDone()).isTrue();
    }

    /** A process that kills all that carries its own cookie. */
    static final class SelfKill {

        private SelfKill() {}

        public static void main(String[] arguments) {
            String mine = System.getenv(Cookie.VARIABLE);
            ProcessTree.Outcome outcome = ProcessTree.kill(OptionalLong.empty(), cookie -> cookie.equals(mine));
            System.out.println("killed " + outcome.survivors() + ", alive");
        }
    }

    @Test
    void shouldFindItsOwnWhateverElseIsInTheEnvironment() throws Exception {
        Map<String, String> environment = new HashMap<>(ProcessFixture.PATH);
        environment.put("NOT_" + Cookie.VARIABLE, run + "-other-1");
        environment.put("BIG", "x".repeat(100_000));
        environment.put("ECHO", Cookie.VARIABLE + "=" + run + "-other-2");
        ChildProcess process = start(
                "agent", new Command(List.of("bash", "-c", "echo $$; exec sleep 600"), environment, Path.of("/tmp")));
        pids(process, 1);

        ProcessTable table = ProcessTable.fresh();

        assertThat(table.tree(OptionalLong.empty(), (run + "-agent-1")::equals)).containsExactly(process.pid());
        assertThat(table.tree(OptionalLong.empty(), cookie -> cookie.contains("other")))
                .isEmpty();
    }

    @Test
    void shouldKillManyTreesAtOnce() throws Exception {
        List<ChildProcess> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(start("agent" + i, bash("sleep 600 & echo $!; wait")));
        }
        List<Long> grandchildren = new ArrayList<>();
        for (ChildProcess process : all) {
            grandchildren.addAll(pids(process, 1));
        }

        try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<ProcessTree.Outcome>> kills = all.stream()
                    .<Callable<ProcessTree.Outcome>>map(process -> process::killTree)
                    .toList();
            for (Future<ProcessTree.Outcome> outcome : killers.invokeAll(kills)) {
                assertThat(outcome.get().survivors()).isZero();
            }
        }

        assertThat(grandchildren).noneMatch(ProcessFixture::isAlive);
        assertThat(all).noneMatch(process -> ProcessFixture.isAlive(process.pid()));
    }

    private static BufferedReader lines(ChildProcess process) {
        return new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    private static List<Long> pids(ChildProcess process, int count) throws IOException {
        BufferedReader out = lines(process);
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pids.add(Long.parseLong(String.valueOf(out.readLine())));
        }
        return pids;
    }
}
