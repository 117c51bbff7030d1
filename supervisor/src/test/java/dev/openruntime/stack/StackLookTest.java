package dev.openruntime.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.Command;
import dev.openruntime.process.LiveProcess;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.worker.StackOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that hear nothing, looked at. */
@Timeout(120)
class StackLookTest {

    private static final Duration SURELY = Duration.ofSeconds(30);

    private static final String NODE = """
            process.debugPort = 0;
            function spin(until) { while (Date.now() < until); }
            console.error('it begins');
            spin(Date.now() + 600_000);
            """;

    /** A thread that reads, an idle one of a pool, and the main one in what is looked for. */
    private static final String JAVA = """
            import java.util.concurrent.Executors;

            final class Hang {
                private static volatile long turns;

                public static void main(String[] arguments) throws Exception {
                    Executors.newFixedThreadPool(1).submit(() -> {}).get();
                    Thread reader = new Thread(() -> read(), "reader");
                    reader.setDaemon(true);
                    reader.start();
                    System.err.println("it begins");
                    if (arguments[0].equals("spin")) { spin(); } else { rest(); }
                }

                private static int read() {
                    try { return System.in.read(); } catch (java.io.IOException e) { return -1; }
                }

                private static void spin() { while (true) { turns++; } }

                private static void rest() throws Exception { Thread.sleep(600_000); }
            }
            """;

    /** Nobody wants to know. */
    private static final LifeSigns SILENT = new LifeSigns() {
        @Override
        public void ready(String detail) {}

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public void printed(String line) {}

        @Override
        public void failed(String error) {}

        @Override
        public void exited(Exit exit) {}
    };

    private final List<LiveProcess> processes = new ArrayList<>();

    /** Started, and where it hangs. */
    private LiveProcess start(Path folder, String... words) throws IOException {
        Command command = new Command(List.of(words), Map.of("PATH", String.valueOf(System.getenv("PATH"))), folder);
        LiveProcess process = LiveProcess.capturingErrors(
                "child", ChildProcess.start(command, "cookie"), SILENT, OutputRelay.toNowhere());
        processes.add(process);
        await().atMost(SURELY).until(() -> process.lastLines().contains("it begins"));
        return process;
    }

    private static long pid(LiveProcess process) {
        return process.pid().orElseThrow();
    }

    @AfterEach
    void end() {
        processes.forEach(process -> assertThat(process.killTree()).isZero());
    }

    @Test
    void shouldShowWhereABusyNodeProcessIsAndLeaveNoTraceInItsOutput(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("busy.cjs"), NODE);
        LiveProcess process = start(folder, "node", script.toString());
        StackOffer offer = new StackOffer.ByInspector("USR1", pid(process));

        String first = StackLook.prepare(process, /* mayDebug= */ true, offer).take(Deadline.in(SURELY));

        assertThat(first.lines()).first().asString().matches("    at spin \\(file://.*/busy\\.cjs:2:\\d+\\)");
        assertThat(first.lines())
                .last()
                .asString()
                .matches("    at file://.*/busy\\.cjs:4:\\d+")
                .doesNotContain("node:");
        assertThat(process.lastLines()).containsExactly("it begins");
        assertThat(ProcessHandle.of(pid(process)).orElseThrow().isAlive()).isTrue();
    }

    @Test
    void shouldNotTouchANodeProcessWhenItMayNotBeDebugged(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("busy.cjs"), NODE);
        LiveProcess process = start(folder, "node", script.toString());
        StackOffer offer = new StackOffer.ByInspector("USR1", pid(process));

        String stack = StackLook.prepare(process, /* mayDebug= */ false, offer).take(Deadline.in(SURELY));

        assertThat(stack).isEmpty();
        assertThat(Files.readString(Path.of("/proc/" + pid(process) + "/status")))
                .contains("ShdPnd:\t0000000000000000");
        assertThat(process.lastLines()).containsExactly("it begins");
    }

    @Test
    void shouldShowTheThreadsOfAJvmThatMatterAndKeepTheDumpOutOfItsOutput(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Hang.java"), JAVA);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(System.out, System.err, "-d", folder.toString(), source.toString()))
                .isZero();

        String spinning = lookAtJvm(folder, "spin");
        String resting = lookAtJvm(folder, "rest");

        assertThat(spinning.lines())
                .startsWith("\"main\" RUNNABLE")
                .noneMatch(line -> line.contains("Finalizer") || line.contains("pool-1"))
                .anyMatch(line -> line.startsWith("    at Hang.spin(Hang.java:"));
        assertThat(resting.lines())
                .startsWith("\"main\" TIMED_WAITING (sleeping)")
                .anyMatch(line -> line.startsWith("    at Hang.rest(Hang.java:"))
                .anyMatch(line -> line.startsWith("    at Hang.read(Hang.java:"));
    }

    private String lookAtJvm(Path folder, String way) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        LiveProcess process = start(folder, "sh", "-c", "exec \"$0\" -cp . Hang " + way + " >&2", java);
        StackOffer offer = new StackOffer.ByJvm("QUIT", pid(process));

        String stack = StackLook.prepare(process, /* mayDebug= */ false, offer).take(Deadline.in(SURELY));

        assertThat(process.lastLines()).containsExactly("it begins");
        return stack;
    }
}
