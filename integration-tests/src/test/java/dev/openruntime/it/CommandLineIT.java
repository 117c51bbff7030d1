package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.DevServer;
import dev.openruntime.it.bench.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command line as a person meets it: what it answers, how it ends, and that it leaves nothing behind. */
final class CommandLineIT {

    private static final int USAGE = 2;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldTellVersionAndCommandsWhenAsked() {
        Program version = bench.openRuntime("--version").start();
        Program help = bench.openRuntime("--help").start();

        assertThat(version.awaitExit()).isZero();
        assertThat(version.output()).containsPattern("\\d+\\.\\d+\\.\\d+");
        assertThat(help.awaitExit()).isZero();
        assertThat(help.output()).contains("invoke", "dev");
    }

    @Test
    void shouldEndWithUsageWhenThereIsNothingToInvoke() {
        Program unknown = bench.openRuntime("invok").start();
        Program missing = bench.openRuntime("invoke", "no-such-folder").start();
        bench.file("broken/open-runtime.yaml", "handler:\n  comand: [node]\n");
        Program broken = bench.openRuntime("invoke", "broken").start();

        assertThat(unknown.awaitExit()).isEqualTo(USAGE);
        assertThat(missing.awaitExit()).isEqualTo(USAGE);
        assertThat(missing.errors()).contains("no-such-folder");
        assertThat(broken.awaitExit()).isEqualTo(USAGE);
        assertThat(broken.errors()).containsOnlyOnce("did you mean `command`?");
    }

    @Test
    void shouldEndWithTheFunctionsErrorWhenInitFails() {
        bench.file("index.mjs", "throw new TypeError('no database');");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);

        Program program = bench.openRuntime("invoke", bench.folder().toString()).start();

        assertThat(program.awaitExit()).isEqualTo(1);
        assertThat(program.output()).contains("\"errorType\":\"TypeError\"", "no database");
        bench.awaitNoProcess();
    }

    @Test
    void shouldAnswerCallersInTurnAndStopInOrderWhenDevIsInterrupted() {
        bench.copy("functions/index.mjs");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);
        Program program = bench.openRuntime("dev", bench.folder().toString(), "--port", "0", "--timeout", "60s")
                .start();
        String address = DevServer.address(program);

        List<HttpResponse<String>> answers = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                asked.add(client.sendAsync(call(address, i), HttpResponse.BodyHandlers.ofString()));
            }
            asked.forEach(answer -> answers.add(answer.join()));
        }
        program.signalGroup("INT");

        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();
        for (int i = 0; i < 5; i++) {
            assertThat(answers.get(i).body()).isEqualTo("{\"caller\":" + i + "}");
        }
    }

    @Test
    void shouldLeaveNothingWhenDevIsKilled() {
        bench.copy("functions/index.mjs");
        bench.file("open-runtime.yaml", Workers.NODE_HANDLER);
        Program program = bench.openRuntime("dev", bench.folder().toString(), "--port", "0")
                .start();
        String _ = DevServer.address(program);

        program.signal("KILL");

        assertThat(program.awaitExit()).isEqualTo(137);
        bench.awaitNoProcess();
    }

    private static HttpRequest call(String address, int caller) {
        return HttpRequest.newBuilder(URI.create("http://" + address + "/2015-03-31/functions/function/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"caller\":" + caller + "}"))
                .build();
    }
}
