package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every child in turn is killed while events come without a pause: each invocation succeeds or fails with the error
 * that names who died, and the one after it succeeds.
 */
final class KillUnderLoadIT {

    private static final int ROUNDS = Boolean.getBoolean("soak") ? 50 : 3;

    /** Invocations that are seen to have begun after the kill before the load stops. */
    private static final int AFTERWARDS = 20;

    private static final String EVENT = "{\"payload\":\"of nobody in particular\"}";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldFailAtMostOneInvocationWhenAnyChildIsKilledUnderLoad() throws Exception {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.backSoon(Workers.BARE_HANDLER)
                        + Workers.middleware(
                                Workers.bareStage("outer", "continue", Workers.BACK_SOON),
                                Workers.bareStage("inner", "replace", Workers.BACK_SOON))
                        + "sidecars:\n" + agent("required", true) + agent("optional", false))
                .start(platform);

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(typesOfErrors(platform, program, "handler")).isSubsetOf("OpenRuntime.HandlerDied");
            assertThat(typesOfErrors(platform, program, "outer")).isSubsetOf("OpenRuntime.MiddlewareDied");
            assertThat(typesOfErrors(platform, program, "inner")).isSubsetOf("OpenRuntime.MiddlewareDied");
            assertThat(typesOfErrors(platform, program, "required")).isEmpty();
            assertThat(typesOfErrors(platform, program, "optional")).isEmpty();
        }
    }

    /** Kills a child under load, and returns the types of what failed; each failure alone, and by its name. */
    private static List<String> typesOfErrors(ScriptedPlatform platform, Program program, String victim)
            throws InterruptedException, ExecutionException {
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch underWay = new CountDownLatch(AFTERWARDS);
        FutureTask<List<Outcome>> load = new FutureTask<>(() -> {
            List<Outcome> outcomes = new ArrayList<>();
            while (!enough.get()) {
                outcomes.add(platform.invoke(EVENT));
                underWay.countDown();
            }
            for (int i = 0; i < AFTERWARDS; i++) {
                outcomes.add(platform.invoke(EVENT));
            }
            return outcomes;
        });
        Thread.ofPlatform().name("load").daemon().start(load);
        assertThat(underWay.await(ScriptedPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();

        long before = program.timeline().pids(victim).size();
        assertThat(Processes.signal("KILL", program.timeline().pid(victim))).isTrue();
        program.awaitTimeline(timeline -> timeline.pids(victim).size() > before);
        enough.set(true);

        return check(load.get(), victim);
    }

    private static List<String> check(List<Outcome> outcomes, String victim) {
        List<String> types = new ArrayList<>();
        boolean failedBefore = false;
        for (Outcome outcome : outcomes) {
            if (outcome.isError()) {
                assertThat(failedBefore)
                        .as("two in a row failed; now: %s", outcome)
                        .isFalse();
                assertThat(outcome.errorMessage()).contains(victim, "SIGKILL");
                types.add(outcome.errorType());
            } else {
                assertThat(outcome.text()).isEqualTo(EVENT);
            }
            failedBefore = outcome.isError();
        }
        assertThat(types).hasSizeLessThanOrEqualTo(1);
        return types;
    }

    private static String agent(String name, boolean required) {
        int port = Ports.free();
        return "  - name: " + name + "\n"
                + "    command: [python3, \"${IT_WORKERS}/agent.py\", \"" + port + "\"]\n"
                + "    startup: { http: { port: " + port + ", path: /ready }, every: 20ms, within: 30s }\n"
                + (required ? "    readyWithin: 30s\n" : "    required: false\n")
                + "    " + Workers.BACK_SOON + "\n";
    }
}
