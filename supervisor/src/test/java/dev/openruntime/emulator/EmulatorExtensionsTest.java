package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** External extensions as real processes: in bash with curl, in Python and in Node. */
@Timeout(120)
class EmulatorExtensionsTest {
    private static final String BASH_AND_CURL = """
            #!/bin/bash
            api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
            id=$(curl -s -D - -o /dev/null -H "Lambda-Extension-Name: ${0##*/}" -d '{"events":["INVOKE","SHUTDOWN"]}' \
                $api/register | tr -d '\\r' | sed -n 's/^lambda-extension-identifier: //Ip')
            echo registered
            while :; do
                event=$(curl -s -H "Lambda-Extension-Identifier: $id" $api/event/next)
                echo "$event"
                [[ $event == *SHUTDOWN* ]] && exit 0
            done
            """;

    private static final String NODE = """
            #!/usr/bin/env node
            const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2020-01-01/extension/`;
            const registered = await fetch(api + 'register', {
              method: 'POST', headers: { 'Lambda-Extension-Name': 'node.mjs' }, body: '{"events":["INVOKE","SHUTDOWN"]}'
            });
            const headers = { 'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier') };
            for (;;) {
              const event = await (await fetch(api + 'event/next', { headers })).json();
              console.log(event.eventType, event.requestId ?? event.shutdownReason);
              if (event.eventType === 'SHUTDOWN') process.exit(0);
            }
            """;

    private static final String PYTHON = """
            #!/usr/bin/env python3
            import http.client, json, os, signal, sys, time
            api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
            def call(method, path, body=None, headers={}):
                api.request(method, "/2020-01-01/extension/" + path, body, headers)
                answer = api.getresponse()
                return answer.status, answer.headers, answer.read()
            def register(*events):
                _, headers, _ = call("POST", "register", json.dumps({"events": events}),
                    {"Lambda-Extension-Name": os.path.basename(__file__)})
                return {"Lambda-Extension-Identifier": headers["Lambda-Extension-Identifier"]}
            def say(*words):
                print(*words, flush=True)
            """;

    @TempDir
    Path folder;

    @Test
    void shouldTellScriptsOfInvocationsAndTheEnd() throws Exception {
        extension("curl", BASH_AND_CURL);
        extension("node.mjs", NODE);
        EmulatorFixture fixture = start("respond(id, event)");
        InvocationReport report;
        try (fixture) {
            report = fixture.invokeToTheEnd("{}");
        }

        String id = report.requestId();
        assertThat(report.status()).isEqualTo(InvocationReport.Status.SUCCESS);
        assertThat(report.postRuntimeExtensions()).isPresent();
        assertThat(fixture.extensions)
                .contains("[curl] registered", "[node.mjs] INVOKE " + id, "[node.mjs] SHUTDOWN spindown")
                .anyMatch(line -> line.startsWith("[curl] {\"eventType\":\"INVOKE\"") && line.contains(id))
                .anyMatch(line -> line.startsWith("[curl] {\"eventType\":\"SHUTDOWN\"")
                        && line.contains("\"shutdownReason\":\"spindown\"")
                        && line.contains("\"deadlineMs\":"));
        assertThat(fixture.platform).contains("EXTENSION\tName: curl\tState: Ready\tEvents: [INVOKE,SHUTDOWN]");
    }

    @Test
    void shouldStartTheRuntimeWhenAllHaveRegistered() throws Exception {
        extension("first", PYTHON + "open('registered', 'w').close()\ncall('GET', 'event/next', headers=register())");
        try (var fixture =
                of("say(str(os.path.exists('registered')))\n" + EmulatorFixture.loopOf("respond(id, '1')"))) {
            assertThat(fixture.emulator.init().succeeded()).isTrue();
            assertThat(fixture.output).containsExactly("True");
        }
    }

    @Test
    void shouldHoldTheEndButNotTheResponseWhereAnExtensionIsSlow() throws Exception {
        extension("slow", PYTHON + """
                me = register("INVOKE")
                call("GET", "event/next", headers=me)
                while not os.path.exists("answered"): time.sleep(0.01)
                call("GET", "event/next", headers=me)
                """);
        try (var fixture = start("respond(id, event)")) {
            PendingInvocation pending = fixture.submit("{}");

            assertThat(pending.answer().text()).isEqualTo("{}");
            Files.createFile(folder.resolve("answered"));
            assertThat(pending.end().postRuntimeExtensions().orElseThrow()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sys.exit(3)                                                 | Extension.Crash     | exit status 3 (extension odd)
            register(); sys.exit(0)                                     | Extension.Crash     | exit code 0 (extension odd)
            me = register(); me["Lambda-Extension-Function-Error-Type"] = "No.Key"; call("POST", "init/error", "", me) | Extension.InitError | extension odd reported No.Key
            me = register(); me["Lambda-Extension-Function-Error-Type"] = "No.Way"; call("POST", "exit/error", "", me) | Extension.ExitError | extension odd reported No.Way
            """)
    void shouldFailInitAndTryAgainWhenAnExtensionFails(String script, String errorType, String message)
            throws Exception {
        Path odd = extension("odd", PYTHON + script);
        try (var fixture = start("respond(id, event)")) {
            InitReport init = fixture.emulator.init();
            String cached = fixture.invoke("{}").text();
            Files.writeString(odd, PYTHON + "call('GET', 'event/next', headers=register())");
            InvokeResult healed = fixture.invoke("{}");

            assertThat(init.error().orElseThrow().errorType()).isEqualTo(errorType);
            assertThat(init.error().orElseThrow().text()).contains(message);
            assertThat(cached).contains(errorType);
            assertThat(healed.functionError()).isFalse();
        }
    }

    @Test
    void shouldResetTheEnvironmentWhenAnExtensionCrashesInAnInvocation() throws Exception {
        extension("crasher", PYTHON + """
                me = register("INVOKE", "SHUTDOWN")
                call("GET", "event/next", headers=me)
                if not os.path.exists("crashed"):
                    open("crashed", "w").close()
                    os.kill(os.getpid(), signal.SIGKILL)
                call("GET", "event/next", headers=me)
                """);
        extension("witness", BASH_AND_CURL);
        try (var fixture =
                of("first = life() == 1\n" + EmulatorFixture.loopOf("if first: time.sleep(600)\nrespond(id, event)"))) {
            PendingInvocation first = fixture.submit("{}");

            assertThat(first.answer().text())
                    .contains("Extension.Crash", "RequestId: " + first.requestId(), "signal: killed");
            assertThat(first.end().errorType()).contains("Extension.Crash");
            assertThat(fixture.invoke("{}").text()).isEqualTo("{}");
            assertThat(fixture.extensions)
                    .anyMatch(line -> line.startsWith("[witness]") && line.contains("\"shutdownReason\":\"failure\""));
        }
    }

    @Test
    void shouldSurviveAnInitErrorOfTheRuntimeBesideAnExtension() throws Exception {
        extension("witness", BASH_AND_CURL);
        String script = "if life() == 1:\n    init_error('Function.Broken', '{\"errorType\":\"Broken\"}')\n"
                + "    sys.exit(1)\n" + EmulatorFixture.loopOf("respond(id, event)");
        try (var fixture = of(script)) {
            assertThat(fixture.emulator.init().error().orElseThrow().errorType())
                    .isEqualTo("Function.Broken");
            assertThat(fixture.invoke("{}").functionError()).isTrue();
            assertThat(fixture.invoke("{}").text()).isEqualTo("{}");
        }
    }

    @Test
    void shouldSayWhomInitWaitsForWhenItNeverRegisters() throws Exception {
        extension("mute", "#!/bin/bash\nexec sleep 600");
        try (var fixture = EmulatorFixture.of(
                folder, "", settings -> withExtensions(settings).initLimit(Duration.ofSeconds(1)))) {
            assertThat(fixture.emulator.init().status()).isEqualTo(InitReport.Status.TIMEOUT);
            assertThat(fixture.extensions)
                    .anyMatch(line -> line.startsWith("[mute] init waits for it: it has not registered")
                            && line.contains("Lambda-Extension-Name: mute"));
            assertThat(fixture.platform).contains("EXTENSION\tName: mute\tState: Started\tEvents: []");
        }
    }

    @Test
    void shouldKillAtTheDeadlineWhatIgnoresTheEnd() throws Exception {
        extension("deaf", PYTHON + """
                signal.signal(signal.SIGTERM, lambda *_: say("SIGTERM"))
                me = register("SHUTDOWN")
                open("pid", "w").write(str(os.getpid()))
                _, _, event = call("GET", "event/next", headers=me)
                say(event.decode())
                time.sleep(600)
                """);
        EmulatorFixture fixture = EmulatorFixture.of(
                folder,
                EmulatorFixture.loopOf("respond(id, event)"),
                settings -> withExtensions(settings).shutdownBudget(ShutdownBudget.PLATFORM));
        try (fixture) {
            fixture.invokeToTheEnd("{}");
        }

        assertThat(fixture.extensions)
                .anyMatch(line -> line.contains("spindown"))
                .noneMatch(line -> line.contains("SIGTERM"));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
        assertThat(ProcessTable.aliveIn(pid)).isEmpty();
    }

    @Test
    void shouldSayTimeoutWhereTheFunctionRanOutOfTime() throws Exception {
        extension("witness", BASH_AND_CURL);
        try (var fixture = EmulatorFixture.of(
                folder,
                EmulatorFixture.loopOf("time.sleep(600)"),
                settings -> withExtensions(settings).timeout(Duration.ofSeconds(2)))) {
            fixture.emulator.init();
            fixture.invokeToTheEnd("{}");

            assertThat(fixture.extensions).anyMatch(line -> line.contains("\"shutdownReason\":\"timeout\""));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rw-r--r-- | #!/bin/bash          | is not executable
            rwxr-xr-x | #!/no/such/program   | its interpreter `/no/such/program` is not there
            rwxr-xr-x | echo hello           | neither a program nor a script
            """)
    void shouldSayWhatIsWrongWithAFileItCannotStart(String permissions, String text, String message) throws Exception {
        Path file = extension("wrong", text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        try (var fixture = start("respond(id, event)")) {
            PlatformError error = fixture.emulator.init().error().orElseThrow();

            assertThat(error.errorType()).isEqualTo("Extension.LaunchError");
            assertThat(error.text()).contains(file.toString(), message);
        }
    }

    @Test
    void shouldRefuseTheEleventhFileAndPassOverFolders() throws Exception {
        Files.createDirectories(folder.resolve("extensions/library"));
        for (int i = 0; i <= ExtensionsSide.MOST_EXTENSIONS; i++) {
            extension("e" + i, BASH_AND_CURL);
        }
        try (var fixture = start("respond(id, event)")) {
            assertThat(fixture.emulator.init().error().orElseThrow().text()).contains("11 files", "limit is 10");
            assertThat(fixture.extensions).anyMatch(line -> line.startsWith("[library] not started: it is a folder"));
        }
    }

    @Test
    void shouldNoticeACrashBetweenInvocations() throws Exception {
        extension("brief", PYTHON + """
                me = register()
                import threading
                def die():
                    while not os.path.exists("die"): time.sleep(0.01)
                    os._exit(9)
                threading.Thread(target=die, daemon=True).start()
                call("GET", "event/next", headers=me)
                """);
        try (var fixture = start("respond(id, str(os.getpid()))")) {
            String first = fixture.invoke("{}").text();
            Files.createFile(folder.resolve("die"));
            await().atMost(EmulatorFixture.PATIENCE).until(() -> fixture.platform.contains("Extension.Crash"));
            Files.delete(folder.resolve("die"));

            assertThat(fixture.invoke("{}").text()).isNotEqualTo(first);
        }
    }

    private EmulatorFixture start(String body) throws Exception {
        return of(EmulatorFixture.loopOf(body));
    }

    private EmulatorFixture of(String script) throws Exception {
        return EmulatorFixture.of(folder, script, this::withExtensions);
    }

    private EmulatorConfigBuilder withExtensions(EmulatorConfigBuilder settings) {
        return settings.extensions(folder.resolve("extensions"));
    }

    private Path extension(String name, String text) throws Exception {
        Path file = Files.createDirectories(folder.resolve("extensions")).resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
