package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.LONG;
import static dev.openruntime.process.ProcessFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.ChildState;
import dev.openruntime.child.Children;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.child.SupervisedChild;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred sidecars, for real. What it measures is printed, since it depends on the machine. */
@Timeout(240)
class ManyChildrenTest {

    private static final int MANY = 100;

    private final String run = "many-test-" + ProcessHandle.current().pid();
    private final OutputRelay relay = OutputRelay.toNowhere();

    private SupervisedChild child(String name) {
        Duration tick = Duration.ofMillis(1);
        ChildSpec spec = new ChildSpec(
                name,
                ChildRole.SIDECAR,
                true,
                Map.of(),
                new Startup.AtOnce(),
                new RestartPolicy(RestartPolicy.When.ALWAYS, tick, 1, tick, LONG),
                new StopSpec("TERM", LONG));
        return new SupervisedChild(
                spec, new CommandSpawner(command("sleep", "3600"), () -> Duration.ofMillis(250), relay));
    }

    @Test
    void shouldStopAHundredAndLeaveNothing() throws Exception {
        List<SupervisedChild> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(child("agent-" + i));
        }
        Children children = new Children(run, all, ProcessFixture.time(), new RunningTime());
        List<String> names = all.stream().map(child -> child.spec().name()).toList();
        long begun = System.nanoTime();
        children.run(new SilentListener());
        assertThat(children.awaitReady(names, LONG)).isEmpty();
        long started = System.nanoTime();
        long cpuBefore = cpuNanos();

        boolean over = children.stop(LONG);

        System.out.printf(
                "%d children: started in %d ms, stopped in %d ms, of which this process computed for %d ms%n",
                MANY,
                (started - begun) / 1_000_000,
                (System.nanoTime() - started) / 1_000_000,
                (cpuNanos() - cpuBefore) / 1_000_000);
        assertThat(over).isTrue();
        assertThat(children.statuses()).allMatch(status -> status.state().kind() == ChildState.Kind.STOPPED);
        assertThat(ProcessTable.fresh().tree(OptionalLong.empty(), cookie -> cookie.startsWith(run)))
                .isEmpty();
    }

    /** Other work on the machine doesn't count. */
    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
