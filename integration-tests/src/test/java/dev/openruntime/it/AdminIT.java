package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.AdminSocket;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Footprint;
import dev.openruntime.it.bench.Freezer;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The admin endpoint of a running program: what it tells, what it does, and whom it lets in. */
final class AdminIT {

    private static final String SLEEPER = """
            sidecars:
              - name: sleeper
                command: [sleep, "3600"]
            """;

    private static final String FLAPPING = """
            sidecars:
              - name: flapping
                command: [sh, -c, "echo cannot bind 4317; exit 3"]
                required: false
                restart: { backoff: { initial: 50ms, max: 60s, factor: 100 } }
            """;

    private static final String PARSE = """
            import sys
            from prometheus_client.parser import text_string_to_metric_families
            families = {f.name: f for f in text_string_to_metric_families(sys.stdin.read())}
            print(families["openruntime_invocations"].samples[0].value)
            print([s.value for s in families["openruntime_child_ready"].samples if s.labels["child"] == "handler"][0])
            print(len(families["openruntime_hook_seconds"].samples) > 0)
            """;

    /** The one that other users may run, too, and that finds the modules of the system's packages. */
    private static final String SYSTEM_PYTHON = "/usr/bin/python3";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldLetInNobodyButItsOwner(@TempDir Path open) throws IOException, InterruptedException {
        ScriptedPlatform platform = bench.platform();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path socket = open.resolve("admin.sock");
        bench.bootstrap()
                .config(Workers.BARE_HANDLER + "admin: { socket: " + socket + " }\n")
                .start(platform);
        await().atMost(ScriptedPlatform.PATIENCE).until(() -> Files.exists(socket));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(new AdminSocket(socket).get("/status").status()).isEqualTo(200);
        assumeThat(Path.of(SYSTEM_PYTHON)).isExecutable();
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
        Process other = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        SYSTEM_PYTHON,
                        "-c",
                        "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])",
                        socket.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).isNotZero();
        assertThat(said).contains("PermissionError");
    }

    @Test
    void shouldBeInAFolderOfItsOwnAndGoWithTheProgram() throws IOException {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        AdminSocket admin = AdminSocket.await(bench);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(admin.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(admin.path().getParent())))
                .isEqualTo("rwx------");
        assertThat(admin.get("/status").json().path("supervisor").path("pid").asLong())
                .isEqualTo(admin.pid());
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        assertThat(admin.path().getParent()).isEmptyDirectory();
    }

    @Test
    void shouldTellWhatIsWrongWithASidecarThatFlaps() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER + FLAPPING).start(platform);
        AdminSocket admin = AdminSocket.await(bench);

        JsonNode child = admin.awaitChild("flapping", it -> it.path("deaths").asInt() == 2 && it.has("nextSpawnInMs"));

        assertThat(child.path("state").asText()).isEqualTo("backoff");
        assertThat(child.path("ok").asBoolean()).isFalse();
        assertThat(child.path("nextSpawnInMs").asLong()).isBetween(1L, 60_000L);
        assertThat(child.path("lastDeath").path("reason").asText()).contains("exit 3");
        assertThat(child.path("lastLines").get(0).asText()).isEqualTo("cannot bind 4317");
        assertThat(admin.get("/status").json().path("ok").asBoolean()).isTrue(); // it isn't required
    }

    @Test
    void shouldTellOfAKillAndWhatATreeUses() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        AdminSocket admin = AdminSocket.await(bench);
        JsonNode before = admin.child("handler");

        boolean _ = Processes.signal("KILL", before.path("pid").asLong());
        JsonNode after = admin.awaitChild(
                "handler",
                it -> it.path("spawns").asInt() == 2
                        && it.path("state").asText().equals("ready"));

        assertThat(after.path("pid").asLong()).isNotEqualTo(before.path("pid").asLong());
        assertThat(after.path("lastDeath").path("reason").asText()).contains("SIGKILL");
        assertThat(after.path("usage").path("processes").asInt()).isPositive();
        assertThat(after.path("usage").path("memoryBytes").asLong()).isGreaterThan(1 << 20);
    }

    @Test
    void shouldRestartStopAndStartAChild() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER + SLEEPER).start(platform);
        AdminSocket admin = AdminSocket.await(bench);
        long first = admin.child("sleeper").path("pid").asLong();

        assertThat(admin.post("/children/sleeper/restart").status()).isEqualTo(202);
        JsonNode restarted = admin.awaitChild(
                "sleeper",
                it -> it.path("spawns").asInt() == 2
                        && it.path("state").asText().equals("ready"));
        assertThat(restarted.path("replaced").path("count").asInt()).isOne();
        assertThat(Processes.isAlive(first)).isFalse();

        assertThat(admin.post("/children/sleeper/stop").status()).isEqualTo(200);
        assertThat(admin.child("sleeper").path("state").asText()).isEqualTo("stopped");
        assertThat(admin.get("/status").json().path("ok").asBoolean()).isFalse();
        assertThat(Processes.isAlive(restarted.path("pid").asLong())).isFalse();

        assertThat(admin.post("/children/sleeper/start").status()).isEqualTo(202);
        admin.awaitChild("sleeper", it -> it.path("state").asText().equals("ready"));
        assertThat(admin.post("/children/sleeper/start").status()).isEqualTo(409);
        assertThat(admin.post("/children/nobody/start").body()).contains("there are: handler, sleeper");
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
    }

    @Test
    void shouldGiveMetricsThatAParserOfPrometheusReads() throws IOException, InterruptedException {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER + FLAPPING).start(platform);
        for (int i = 0; i < 3; i++) {
            assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        }
        AdminSocket admin = AdminSocket.await(bench);
        platform.awaitNext();

        assumeThat(Path.of(SYSTEM_PYTHON)).isExecutable();
        Path metrics = bench.file("metrics", admin.get("/metrics").body());

        Process parser = new ProcessBuilder(SYSTEM_PYTHON, "-c", PARSE)
                .redirectInput(metrics.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(parser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(said).doesNotContain("No module named 'prometheus_client'");
        assertThat(parser.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo("3.0\n1.0\nTrue\n");
    }

    @Test
    void shouldTellOfInitWhileThatTakesLong() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap()
                .config(Workers.BARE_HANDLER + "init: { within: 60s }\n" + """
                        sidecars:
                          - name: late
                            command: [sleep, "3600"]
                            startup: { tcp: { port: 9 }, every: 50ms, within: 60s }
                        """)
                .on(platform)
                .start();
        AdminSocket admin = AdminSocket.await(bench);

        JsonNode late =
                admin.awaitChild("late", child -> child.path("why").asText().contains(":9"));
        JsonNode status = admin.get("/status").json();

        assertThat(late.path("state").asText()).isEqualTo("starting");
        assertThat(status.path("supervisor").path("state").asText()).isEqualTo("init");
        assertThat(status.path("ok").asBoolean()).isFalse();
    }

    @Test
    void shouldAnswerAfterAFreeze() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        AdminSocket admin = AdminSocket.await(bench);
        assertThat(admin.get("/status").status()).isEqualTo(200);
        long handler = admin.child("handler").path("pid").asLong();

        try (Freezer.Frozen _ = Freezer.SIGNALS.freeze(List.of(admin.pid(), handler))) {
            await().atMost(ScriptedPlatform.PATIENCE).until(() -> Processes.isAlive(handler));
        }

        assertThat(admin.get("/status").status()).isEqualTo(200);
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
    }

    @Test
    void shouldNotBeHeldUpByClientsNorKeepAnythingOfThem() throws IOException {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        AdminSocket admin = AdminSocket.await(bench);
        assertThat(admin.get("/status").status()).isEqualTo(200);
        Footprint before = Footprint.of(admin.pid());
        List<SocketChannel> hanging = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            boolean _ = channel.connect(UnixDomainSocketAddress.of(admin.path()));
            int _ = channel.write(ByteBuffer.wrap("GET /status HT".getBytes(StandardCharsets.US_ASCII)));
            hanging.add(channel);
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(admin.get("/nowhere").status()).isEqualTo(404);
        }

        for (SocketChannel channel : hanging) {
            channel.close();
        }
        before.awaitNoMoreIn(admin.pid());
        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
    }

    @Test
    void shouldSweepOutTheSocketOfASupervisorThatWasKilled() {
        ScriptedPlatform killed = bench.platform();
        Program first = bench.bootstrap().config(Workers.BARE_HANDLER).start(killed);
        AdminSocket dead = AdminSocket.await(bench);
        boolean _ = Processes.signal("KILL", dead.pid());
        int _ = first.awaitExit();
        assertThat(dead.path()).exists();

        Program _ = bench.bootstrap().config(Workers.BARE_HANDLER).start(bench.platform());

        await().atMost(ScriptedPlatform.PATIENCE).until(() -> !Files.exists(dead.path()));
        assertThat(AdminSocket.await(bench).get("/status").status()).isEqualTo(200);
    }

    @Test
    void shouldFailNothingWhereItsSocketCannotBe() {
        ScriptedPlatform platform = bench.platform();
        Path taken = bench.file("precious", "no socket");
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER + "admin: { socket: " + taken + " }\n")
                .start(platform);

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");

        assertThat(program.awaitLine(line -> line.contains("there is no admin endpoint")))
                .contains("something is there already", "WARN");
        assertThat(taken).hasContent("no socket");
        assertThat(AdminSocket.all(bench)).isEmpty();
    }

    @Test
    void shouldNotBeThereWhereItIsSwitchedOff() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap()
                .config(Workers.BARE_HANDLER + "admin: { enabled: false }\n")
                .start(platform);

        assertThat(platform.invoke("\"one\"").text()).isEqualTo("\"one\"");
        assertThat(platform.invoke("\"two\"").text()).isEqualTo("\"two\"");

        assertThat(AdminSocket.all(bench)).isEmpty();
    }
}
