package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {

    private final Path folder;
    private final CommandLineFixture cli;
    private final Path file;

    ValidateTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new CommandLineFixture(folder);
        cli.environment.put("OPEN_RUNTIME_FRAGMENTS", "");
        file = cli.function.resolve("open-runtime.yaml");
    }

    @Test
    void shouldSayInOneLineWhatAValidConfigurationHolds() throws IOException {
        Files.writeString(file, """
                handler: { command: [sh] }
                middleware: [{ name: a, command: [sh] }]
                sidecars: [{ name: b, command: [sh] }, { name: c, command: [sh] }]
                """);

        assertThat(cli.run("validate", cli.function.toString())).isZero();
        assertThat(cli.out()).isEqualTo(file + ": valid; handler, 1 middleware (a), 2 sidecars (b, c)\n");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void shouldPrintAllProblemsOnStandardOutput() throws IOException {
        Files.writeString(file, "handler: { comand: [sh] }\ndeadline: { margin: soon }\n");

        assertThat(cli.run("validate", file.toString())).isEqualTo(2);
        assertThat(cli.out()).isEqualTo(file + """
                : 2 problems
                  line 1  handler.comand   unknown key; did you mean `command`?
                  line 2  deadline.margin  cannot read "soon" as a duration; write it as 500ms or 0.5s
                """);

        assertThat(cli.run("validate", file.toString(), "--json")).isEqualTo(2);
        assertThat(cli.out())
                .startsWith("{\"valid\":false,\"problems\":[{\"file\":\"" + file
                        + "\",\"line\":1,\"path\":\"handler.comand\"");
    }

    @Test
    void shouldWarnOfProgramsAndFilesThatAreMissing() throws IOException {
        Files.createDirectories(cli.home.resolve("workers/node"));
        for (String kit : new String[] {"handler", "middleware"}) {
            Path program = Files.writeString(cli.home.resolve("workers/node").resolve(kit), "#!/bin/sh\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(cli.function.resolve("agent"), "");
        Files.writeString(file, """
                handler:
                  command: ["${OPEN_RUNTIME_HOME}/workers/node/handler"]
                middleware:
                  - name: a
                    command: ["${OPEN_RUNTIME_HOME}/workers/node/middleware", a.mjs]
                sidecars:
                  - { name: b, command: [no-such-program] }
                  - { name: c, command: [./agent] }
                  - { name: d, command: [./missing] }
                """);

        assertThat(cli.run("validate", cli.function.toString(), "--handler", "main.run"))
                .isZero();
        assertThat(cli.out())
                .startsWith(file + ": valid, 5 warnings; ")
                .contains("line 2  handler.command", "there is no " + cli.function + "/main{.js,.mjs,.cjs}")
                .contains("line 5  middleware[a].command", "there is no " + cli.function + "/a.mjs")
                .contains("line 7  sidecars[b].command", "cannot find the program `no-such-program`")
                .contains("line 8  sidecars[c].command", "`chmod +x`")
                .contains("line 9  sidecars[d].command", "there is no " + cli.function + "/missing");

        cli.environment.put("PATH", "/nowhere");
        assertThat(cli.run("validate", cli.function.toString())).isZero();
        assertThat(cli.out()).contains("the worker kit needs `node`, and no folder of PATH has it");
    }

    @Test
    void shouldNoteWhichFlushesLoseSomethingWithoutWarning() throws IOException {
        Files.writeString(file, """
                handler: { command: [sh] }
                middleware:
                  - { name: safe, command: [sh] }
                  - { name: audit, command: [sh], flush: { when: { every: 10s } } }
                sidecars:
                  - name: agent
                    command: [sh]
                    flush:
                      http: { port: 4317, path: /flush }
                      when: shutdown
                """);

        assertThat(cli.run("validate", cli.function.toString())).isZero();
        assertThat(cli.out())
                .startsWith(file + ": valid, 2 notes; handler, 2 middleware")
                .contains(
                        "line 4   middleware[audit].flush.when  note: flushed every 10s: what it gathers in between is lost")
                .contains("line 10  sidecars[agent].flush.when    note: flushed at shutdown: what")
                .doesNotContain("[safe]");

        assertThat(cli.run("validate", cli.function.toString(), "--json")).isZero();
        assertThat(cli.out())
                .contains("\"warnings\":[],\"notes\":[{\"file\":\"" + file
                        + "\",\"line\":4,\"path\":\"middleware[audit].flush.when\"");
    }

    @Test
    void shouldShowWhatTakesEffect() throws IOException {
        Files.writeString(file, "handler: { command: [sh] }\n");
        Path fragments = Files.createDirectories(folder.resolve("d"));
        Files.writeString(fragments.resolve("10.yaml"), "sidecars: [{ name: agent, command: [sh] }]\n");
        cli.environment.put("OPEN_RUNTIME_FRAGMENTS", fragments.toString());

        assertThat(cli.run("validate", cli.function.toString(), "--effective")).isZero();
        assertThat(cli.out()).contains("  - name: agent  # " + fragments.resolve("10.yaml") + ":1\n");

        assertThat(cli.run("validate", cli.function.toString(), "--effective", "--json"))
                .isZero();
        assertThat(cli.out())
                .startsWith("{\"valid\":true,\"files\":[")
                .contains("\"sidecars[0].name\":\"" + fragments.resolve("10.yaml") + ":1\"")
                .contains("\"deadline\":{\"margin\":\"500ms\",\"stack\":\"off\"}");

        Files.delete(file);
        Files.writeString(fragments.resolve("20.yaml"), "handler: { command: [sh] }\n");
        assertThat(cli.run("validate", cli.function.toString())).isZero();
        assertThat(cli.out())
                .contains("(fragments only): valid; handler, 0 middleware, 1 sidecar (agent), 2 fragments");
    }

    @Test
    void shouldSayWhatCannotBeInitialised() throws IOException {
        Path templates = Path.of("src/main/dist/templates").toAbsolutePath();
        Files.createSymbolicLink(cli.home.resolve("templates"), templates);
        Files.createSymbolicLink(cli.home.resolve("docs"), Path.of("../docs").toAbsolutePath());
        Path made = folder.resolve("made");

        assertThat(cli.run("init", "python", made.toString())).isZero();
        assertThat(made.resolve("open-runtime.yaml")).exists();
        assertThat(made.resolve("open-runtime.schema.json")).exists();
        assertThat(cli.err()).contains("wrote " + made.resolve("index.py"), "try it: open-runtime invoke " + made);

        assertThat(cli.run("init", "node", made.toString())).isEqualTo(2);
        assertThat(cli.err()).contains("it already has .gitignore, README.md, event.json, open-runtime.schema.json");
        assertThat(made.resolve("index.mjs")).doesNotExist();

        assertThat(cli.run("init", "shop")).isEqualTo(2);
        assertThat(cli.err()).contains("there is no template for `shop`", "open-runtime init node shop");
    }
}
