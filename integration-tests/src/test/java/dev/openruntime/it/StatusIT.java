package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.AdminSocket;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person sees and does by {@code status}, {@code restart}, {@code stop} and {@code start}. */
final class StatusIT {

    private static final String SLEEPER = """
            sidecars:
              - name: sleeper
                command: [sleep, "3600"]
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldShowAndMoveTheChildrenOfDevInAnotherTerminal() {
        bench.bootstrap().config(Workers.BARE_HANDLER + SLEEPER);
        DevServer dev = DevServer.start(bench);
        AdminSocket admin = AdminSocket.await(bench);

        assertThat(run("status")).matches(it -> it.status == 0, "all is well");
        assertThat(run("restart", "sleper"))
                .isEqualTo(new Ran(2, "", "open-runtime: no child is called `sleper`; did you mean `sleeper`?\n"));
        assertThat(run("restart", "sleeper").errors).startsWith("sleeper is ready after ");
        assertThat(run("stop", "sleeper").errors).startsWith("sleeper is stopped after ");
        Ran down = run("status");
        assertThat(down.status).isOne();
        assertThat(down.output)
                .contains("sleeper", "stopped", "handler", "ready")
                .doesNotContain("\u001b");
        assertThat(run("start", "sleeper").status).isZero();
        Ran json = run("status", "--json", "--socket", admin.path().toString());
        assertThat(json.status).isZero();
        assertThat(Json.read(json.output).path("ok").asBoolean()).isTrue();
        assertThat(dev.shown()).contains("sleeper was killed and is replaced");
    }

    @Test
    void shouldListThemWhenThereAreSeveral() {
        bench.bootstrap().config(Workers.BARE_HANDLER).start(bench.platform());
        long one = AdminSocket.await(bench).pid();
        bench.bootstrap().config(Workers.BARE_HANDLER).start(bench.platform());
        List<Path> both = Awaitility.await()
                .atMost(ScriptedPlatform.PATIENCE)
                .until(() -> AdminSocket.all(bench), sockets -> sockets.size() == 2);

        Ran several = run("status");
        Ran chosen = run("status", "--pid", Long.toString(one));

        assertThat(several.status).isEqualTo(2);
        assertThat(several.errors).contains("choose one by --pid").contains("--pid " + one);
        assertThat(both)
                .allMatch(socket ->
                        several.errors.contains(socket.getFileName().toString().replace(".sock", "")));
        assertThat(chosen.status).isZero();
    }

    @Test
    void shouldSayWhereItLookedWhenThereIsNone() {
        Ran ran = run("status", "--pid", "1");

        assertThat(ran.status).isEqualTo(2);
        assertThat(ran.errors)
                .contains("cannot find a supervisor with the process id 1: there is no live socket in ")
                .contains(bench.folder() + "/open-runtime-");
    }

    @Test
    void shouldEndItsWatchWhenTheSupervisorGoes() {
        ScriptedPlatform platform = bench.platform();
        Program supervisor = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        AdminSocket admin = AdminSocket.await(bench);
        Program watch = bench.openRuntime("status", "--watch", "--json").start();
        String _ = watch.awaitLine(line -> line.contains("\"handler\""));

        supervisor.signal("TERM");

        assertThat(watch.awaitExit()).isZero();
        assertThat(watch.errors()).contains("the supervisor with the process id " + admin.pid() + " has gone");
    }

    /** What came of a command. */
    private record Ran(int status, String output, String errors) {}

    private Ran run(String... arguments) {
        Program program = bench.openRuntime(arguments).start();
        int status = program.awaitExit();
        return new Ran(status, program.output(), program.errors());
    }
}
