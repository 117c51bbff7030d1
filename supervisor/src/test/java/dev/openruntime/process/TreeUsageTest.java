package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.python;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TreeUsageTest {

    private static final String EAT = """
            import os, sys, time
            held = bytearray(os.urandom(1 << 20)) * 64
            end = time.process_time() + 0.3
            while time.process_time() < end:
                pass
            print("full", flush=True)
            time.sleep(600)
            """;

    private final String run = "usage-test-" + ProcessHandle.current().pid();

    @AfterEach
    void killAll() {
        assertThat(ProcessTree.killAllOf(run).survivors()).isZero();
    }

    @Test
    void shouldAddUpTheTreeOfEachChildAndTellThemApart() throws IOException {
        ChildProcess hungry = ChildProcess.start(python(EAT), run + "-agent-1-2");
        ChildProcess forking = ChildProcess.start(python(ProcessFixture.ESCAPE), run + "-agent-7");
        awaitLine(hungry);
        awaitLine(forking);

        Map<String, TreeUsage> usages = TreeUsage.ofChildren(
                run,
                Map.of(
                        "agent", OptionalLong.empty(),
                        "agent-1", OptionalLong.of(hungry.pid()),
                        "nobody", OptionalLong.empty()));

        assertThat(usages.get("agent")).matches(usage -> usage.processes() >= 1, "has the escaped one");
        assertThat(usages.get("agent-1")).matches(usage -> usage.processes() == 1, "is alone");
        assertThat(usages.getOrDefault("agent-1", TreeUsage.NONE).cpu()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        assertThat(usages.getOrDefault("agent-1", TreeUsage.NONE).memoryBytes()).isBetween(64L << 20, 256L << 20);
        assertThat(usages.get("nobody")).isEqualTo(TreeUsage.NONE);
    }

    @Test
    void shouldTellOfThisProcess() {
        TreeUsage own = TreeUsage.ofThisProcess();

        assertThat(own.processes()).isOne();
        assertThat(own.cpu()).isPositive();
        assertThat(own.memoryBytes()).isGreaterThan(10L << 20);
    }

    private static void awaitLine(ChildProcess process) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isNotNull();
    }
}
