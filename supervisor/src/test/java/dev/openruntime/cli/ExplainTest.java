package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {

    private static final String CHAIN = """
            handler: { command: [sh], dependsOn: { api: healthy } }
            middleware: [{ name: audit, command: [sh], onFailure: skip, flush: { when: shutdown } }]
            sidecars:
              - { name: settings, command: [sh], restart: { policy: never } }
              - name: api
                command: [sh]
                dependsOn: { settings: completed, log: started }
                startup: { http: { port: 7070, path: /ready }, within: 2s }
                flush: { http: { port: 7070, path: /flush }, within: 50ms, when: { every: 10s } }
              - name: agent
                command: [sh]
                required: false
                dependsOn: { api: healthy, log: { logged: "up [0-9]+" } }
              - { name: log, command: [sh], startup: { log: "up [0-9]+", within: 6s } }
            """;

    private final Path folder;
    private final CommandLineFixture cli;
    private final Path file;

    ExplainTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new CommandLineFixture(folder);
        cli.environment.put("OPEN_RUNTIME_FRAGMENTS", "");
        file = cli.function.resolve("open-runtime.yaml");
    }

    @Test
    void shouldShowWhoStartsWhenAndWhatThatMayTake() throws IOException {
        Files.writeString(file, CHAIN);

        assertThat(cli.run("explain", cli.function.toString())).isZero();

        assertThat(cli.out()).isEqualTo("""
                start
                  at once  audit     middleware  says so itself                   as long as init  nobody waits for it
                           settings  one-shot    when it has ended with status 0  as long as init
                           log       sidecar     prints "up [0-9]+"               within 6s
                  then     api       sidecar     GET :7070/ready                  within 2s        waits for settings: completed, log: started
                  then     handler   handler     says so itself                   as long as init  waits for api: healthy
                           agent     sidecar     as soon as it is started                          waits for api: healthy, log: logged "up [0-9]+"; nobody waits for it
                  the first event is asked for when these are ready: settings, log, api, handler

                longest way to the first event  6s of the 9s of init
                  log  ready  6s

                flush  the next event waits for it at most 50ms
                  audit  at shutdown  within 100ms  its `flush` hook, if it has one
                  api    every 10s    within 50ms   POST :7070/flush

                shutdown  500ms, which is what Lambda grants; what one doesn't use is left to the next
                  invocation under way  150ms  cancelled after 75ms
                  last flush            150ms  all at once
                  handler               100ms  INT, killed after 50ms
                  settings              100ms  TERM, killed after 75ms
                  api                          TERM, killed after 75ms
                  agent                        TERM, killed after 75ms
                  log                          TERM, killed after 75ms
                  supervisor            40ms   all is killed that is not over after 490ms
                  a platform that registers no extension kills without warning: nobody is asked to stop then, and what these have gathered is lost: audit (flushed at shutdown), api (flushed every 10s)
                """);
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void shouldWarnWhereTheBoundsDoNotFitIntoInit() throws IOException {
        Files.writeString(file, CHAIN + "init: { within: 2s }\nshutdown: { within: 1s }\n");

        assertThat(cli.run("explain", file.toString())).isZero();

        assertThat(cli.out())
                .contains("longest way to the first event  6s of the 2s of init\n")
                .contains("  init may fail though each keeps its bound: raise init.within, or lower one of these\n")
                .contains("shutdown  1s; what one doesn't use is left to the next\n");
    }

    @Test
    void shouldExplainAHandlerAlone() throws IOException {
        Files.writeString(file, "handler: { command: [sh] }\n");

        assertThat(cli.run("explain", file.toString())).isZero();

        assertThat(cli.out()).startsWith("""
                start
                  at once  handler  handler  says so itself  as long as init
                  the first event is asked for when these are ready: handler

                longest way to the first event  0s of the 9s of init
                  handler  ready  no bound of its own
                  9s are left for what has no bound of its own

                shutdown  500ms, which is what Lambda grants; what one doesn't use is left to the next
                """);
    }

    @Test
    void shouldTellTheSameFactsWhenJsonIsAskedFor() throws IOException {
        Files.writeString(file, CHAIN);

        assertThat(cli.run("explain", file.toString(), "--json")).isZero();

        assertThat(cli.out())
                .isEqualTo(Files.readString(Path.of("src/test/resources/dev/openruntime/cli/explain.json")));
    }

    @Test
    void shouldPrintProblemsAsValidateDoes() throws IOException {
        Files.writeString(file, """
                handler: { command: [sh], dependsOn: { a: healthy } }
                sidecars: [{ name: a, command: [sh], dependsOn: { handler: healthy } }]
                """);

        assertThat(cli.run("explain", file.toString())).isEqualTo(2);
        assertThat(cli.out())
                .isEqualTo(file
                        + ": 1 problem\n  line 1  handler.dependsOn.a  dependency cycle: handler -> a -> handler\n");

        assertThat(cli.run("explain", file.toString(), "--json")).isEqualTo(2);
        assertThat(cli.out()).startsWith("{\"valid\":false,\"problems\":[{\"file\":\"" + file + "\",\"line\":1,");
    }

    @Test
    void shouldSayThatThereIsNothingToExplain() {
        assertThat(cli.run("explain", folder.resolve("nowhere").toString())).isEqualTo(2);

        assertThat(cli.out() + cli.err()).contains("nowhere");
    }
}
