package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.LONG;
import static dev.openruntime.process.ProcessFixture.bash;
import static dev.openruntime.process.ProcessFixture.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.ChildState;
import dev.openruntime.child.Children;
import dev.openruntime.child.NotReady;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.child.SupervisedChild;
import dev.openruntime.health.Target;
import dev.openruntime.testing.Ports;
import dev.openruntime.time.RunningTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real commands under the lifecycle. */
@Timeout(240)
class CommandSpawnerTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Startup AT_ONCE = new Startup.AtOnce();

    private final String run = "command-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    private final OutputRelay relay = OutputFixture.relayOfStreams();
    private final OutputFixture.Lines lines = new OutputFixture.Lines();
    private Optional<Children> running = Optional.empty();

    private Children run(Command command, Startup startup, RestartPolicy.When when) {
        Duration tick = Duration.ofMillis(1);
        ChildSpec spec = new ChildSpec(
                "agent",
                ChildRole.SIDECAR,
                true,
                Map.of(),
                startup,
                new RestartPolicy(when, tick, 1, tick, LONG),
                new StopSpec("TERM", Duration.ofMillis(200)));
        Children children = new Children(
                run,
                List.of(new SupervisedChild(spec, new CommandSpawner(command, () -> Duration.ofMillis(250), relay))),
                ProcessFixture.time(),
                new RunningTime());
        relay.open(lines);
        running = Optional.of(children);
        children.spawnFirst(List.of("agent"));
        children.run(new SilentListener());
        return children;
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws Exception {
        if (running.isPresent()) {
            assertThat(running.get().stop(LONG)).isTrue();
        }
        assertThat(relay.close(LONG)).isTrue();
        assertThat(ProcessTable.fresh().tree(OptionalLong.empty(), cookie -> cookie.startsWith(run)))
                .isEmpty();
    }

    @Test
    void shouldBeReadyWhenItsProbeSaysSo() throws Exception {
        int port = Ports.free();
        Startup probe = new Startup.Probe(
                new Target.Http("127.0.0.1", port, "/ready"), Duration.ofMillis(10), Duration.ofSeconds(5), LONG);
        Command server = command("python3", "-u", "-c", SERVER, Integer.toString(port));
        Children children = run(server, probe, RestartPolicy.When.ALWAYS);

        assertThat(children.awaitReady("agent", 0, LONG)).isEmpty();

        assertThat(children.status("agent").state())
                .isInstanceOfSatisfying(
                        ChildState.Ready.class,
                        ready -> assertThat(ready.detail()).startsWith("GET :" + port + "/ready 200"));
        await().untilAsserted(() -> assertThat(lines.all()).contains("STDOUT stdin is at its end", "STDERR serving"));
    }

    private static final String SERVER = """
            import http.server, sys
            print("stdin is at its end" if sys.stdin.read() == "" else "stdin has something")
            class Handler(http.server.BaseHTTPRequestHandler):
                answers = 0
                def do_GET(self):
                    Handler.answers += 1
                    self.send_response(200 if Handler.answers > 2 else 503)
                    self.end_headers()
                def log_message(self, *args):
                    pass
            http.server.HTTPServer.allow_reuse_address = True
            server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
            print("serving", file=sys.stderr)
            server.serve_forever()
            """;

    @Test
    void shouldFailTheWaitWithExitAndLastLines() throws Exception {
        Children children = run(
                bash("echo starting; echo 'cannot bind 4317' >&2; exit 3"),
                new Startup.SaysSo(LONG),
                RestartPolicy.When.NEVER);

        List<NotReady> missing = children.awaitReady(List.of("agent"), LONG);

        assertThat(missing).singleElement().satisfies(not -> {
            assertThat(not.reason()).isEqualTo("exit 3");
            assertThat(not.lastLines()).containsExactlyInAnyOrder("starting", "cannot bind 4317");
        });
    }

    @Test
    void shouldFailTheWaitAtOnceWhenThereIsNoSuchCommand() throws Exception {
        Children children = run(command("no-such-agent"), AT_ONCE, RestartPolicy.When.ALWAYS);

        List<NotReady> missing = children.awaitReady(List.of("agent"), LONG);

        assertThat(missing)
                .singleElement()
                .satisfies(not ->
                        assertThat(not.message()).contains("cannot run `no-such-agent`: No such file or directory"));
    }

    /** Takes a lock, leaves it to a grandchild that escapes, and dies. */
    private static final String LOCKING = """
            import fcntl, os, sys, time
            lock = open(sys.argv[1], "w")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                print("alone", flush=True)
            except BlockingIOError:
                print("twice", flush=True)
            read, write = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(write, b"x")
                    time.sleep(600)
                os._exit(0)
            os.wait()
            os.read(read, 1)
            sys.exit(1)
            """;

    @Test
    void shouldNotRunTwiceSideBySideWhenItsGrandchildLivesOn(@TempDir Path directory) throws Exception {
        Children children = run(
                command("python3", "-c", LOCKING, directory.resolve("lock").toString()),
                AT_ONCE,
                RestartPolicy.When.ALWAYS);

        await().atMost(LONG).until(() -> children.status("agent").spawn() > 5);
        assertThat(children.stop(LONG)).isTrue();

        assertThat(lines.all()).hasSizeGreaterThanOrEqualTo(5).containsOnly("STDOUT alone");
    }

    @Test
    void shouldKillOneThatIgnoresTheSignalToStop() throws Exception {
        Children children = run(
                bash("trap '' TERM; sleep 600 & echo up; while :; do wait; done"), AT_ONCE, RestartPolicy.When.ALWAYS);
        await().untilAsserted(() -> assertThat(lines.all()).contains("STDOUT up"));

        assertThat(children.stop(LONG)).isTrue();
    }

    @Test
    void shouldBeReplacedWithItsWholeTreeWhenKilled() throws Exception {
        Children children = run(
                bash("echo $$; python3 -c '" + ProcessFixture.ESCAPE + "'; sleep 600"),
                AT_ONCE,
                RestartPolicy.When.ALWAYS);
        await().atMost(LONG).until(() -> lines.all().size() == 2);
        List<Long> pids = lines.all().stream()
                .map(line -> Long.parseLong(line.substring("STDOUT ".length())))
                .toList();

        children.kill("agent", 1, "timeout");

        assertThat(children.awaitReady("agent", 1, LONG)).isEmpty();
        assertThat(pids).noneMatch(ProcessFixture::isAlive);
    }

    @Test
    void shouldLeaveNothingBehindAfterFiftyCrashes() throws Exception {
        Children children = run(bash("sleep 600 & echo up >&2; exit 1"), AT_ONCE, RestartPolicy.When.ALWAYS);
        await().atMost(LONG)
                .until(() -> children.status("agent").spawn() > 5); // all classes and thread pools are there
        long descriptors = ProcessFixture.openDescriptors();
        int threads = Thread.activeCount();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> children.status("agent").spawn() > 55);
        assertThat(children.stop(LONG)).isTrue();

        await().untilAsserted(() -> {
            assertThat(ProcessFixture.openDescriptors()).isLessThanOrEqualTo(descriptors);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
            assertThat(ProcessFixture.zombies()).isZero();
        });
        assertThat(lines.all().stream().filter(line -> line.equals("STDERR up")))
                .hasSizeGreaterThanOrEqualTo(55);
    }
}
