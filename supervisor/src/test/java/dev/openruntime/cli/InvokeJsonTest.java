package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InvokeJsonTest {

    private final CommandLineFixture cli;
    private final String shop;

    InvokeJsonTest(@TempDir Path folder) throws IOException {
        cli = new CommandLineFixture(folder);
        shop = cli.function.toString();
    }

    @Test
    void shouldPrintOneDocumentWithEverything() {
        int status = cli.runWithInput("{\"order\": [7]}", "invoke", shop, "--json", "--event=-");

        assertThat(status).as(cli.err()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(plain(cli.out())).isEqualTo("""
                {"functionError":false,"requestId":"ID","contentType":"application/json","response":{"order": [7]},
                "report":{"status":"success","durationMs":T,"initDurationMs":T,"maxMemoryBytes":N},
                "init":{"status":"success","durationMs":T,"firstNextMs":T,"children":[
                {"name":"handler","role":"handler","kind":"process","pid":N,"state":"ready","spawns":1,
                "events":[{"event":"spawned","ms":T},{"event":"ready","ms":T,"detail":"index.handler"}]}]},
                "invocation":{"requestId":"ID","outcome":"response","ms":T,"spans":[
                {"hook":"handle","stage":"handler","startMs":T,"ms":T,"result":"respond"},
                {"hook":"post","stage":"","startMs":T,"ms":T,"result":"posted"}]},
                "log":["hello from the function","invocation 1"]}
                """.replace("\n", "") + "\n");
    }

    @Test
    void shouldPrintTheSameFactsWhenTheFunctionFails() {
        assertThat(cli.run("invoke", shop, "--json", "--handler", "fail")).isOne();

        assertThat(plain(cli.out()))
                .startsWith(
                        "{\"functionError\":true,\"requestId\":\"ID\",\"contentType\":\"application/json\",\"response\":{"
                                + "\"errorType\": \"Function.Sad\",")
                .contains("\"outcome\":\"error\",\"errorType\":\"Function.Sad\"")
                .contains("\"report\":{\"status\":\"error\",\"errorType\":\"Function.Sad\"");
    }

    @Test
    void shouldPrintWhatThereIsWhenInitFails() {
        assertThat(cli.run("invoke", shop, "--json", "--handler", "init-fail")).isOne();

        assertThat(cli.err()).isEmpty();
        assertThat(plain(cli.out())).isEqualTo("""
                {"functionError":true,"contentType":"application/json",
                "response":{"errorType": "OpenRuntime.InitFailed",
                 "errorMessage": "handler `handler` is not ready: tcp :4317 refused",
                 "lastLines": ["cannot bind 4317"], "stackTrace": []},
                "init":{"status":"error","durationMs":T,"children":[
                {"name":"handler","role":"handler","kind":"process","pid":N,"state":"failed","spawns":1,
                "events":[{"event":"spawned","ms":T},{"event":"failed","ms":T,"detail":"not ready within 3 s: tcp :4317 refused"}]}]},
                "log":["hello from the function"]}
                """.replace("\n", "") + "\n");
    }

    @Test
    void shouldWriteResponsesThatAreNoJsonAsTextOrBase64() {
        assertThat(cli.run("invoke", shop, "--json", "--handler", "text")).isZero();
        assertThat(cli.out()).contains("\"contentType\":\"text/plain\",\"responseText\":\"plain words\"");

        assertThat(cli.run("invoke", shop, "--json", "--handler", "bytes")).isZero();
        assertThat(cli.out()).contains("\"responseBase64\":\"/wD+\"");
    }

    @Test
    void shouldSumUpManyInvocations() {
        assertThat(cli.run("invoke", shop, "--json", "--count", "5")).isZero();

        assertThat(plain(cli.out()))
                .contains("\"summary\":[{\"hook\":\"handle\",\"stage\":\"handler\",\"count\":5,\"failed\":0,"
                        + "\"p50Ms\":T,\"p90Ms\":T,\"p99Ms\":T,\"maxMs\":T},")
                .contains("{\"hook\":\"total\",\"stage\":\"\",\"count\":5,");
    }

    /** Puts words in place of what differs from run to run. */
    private static String plain(String json) {
        return json.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("(\"[a-zA-Z0-9]*[mM]s\":)[0-9.]+", "$1T")
                .replaceAll("(\"pid\":|\"maxMemoryBytes\":)[0-9]+", "$1N");
    }
}
