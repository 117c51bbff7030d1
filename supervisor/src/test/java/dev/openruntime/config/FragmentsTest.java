package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What layers bring is laid under the function's own file. */
final class FragmentsTest {

    private static final String HANDLER = "handler: { command: [node] }\n";

    @TempDir
    private Path folder;

    @Test
    void shouldPutWhatFragmentsBringOutsideOfTheFunctionsOwn() throws Exception {
        write("d/20-trace.yaml", "middleware: [{ name: trace, command: [t] }]");
        write("d/10-auth.json", "{\"middleware\": [{\"name\": \"auth\", \"command\": [\"a\"]}]}");
        write("d/README.md", "no fragment");
        write("d/.hidden.yaml", "no: fragment");

        Configuration read = read(HANDLER + "middleware: [{ name: own, command: [o] }, { name: auth, timeout: 1s }]");

        assertThat(read.middleware()).extracting(MiddlewareConfig::name).containsExactly("auth", "trace", "own");
        assertThat(read.middleware().getFirst().timeout()).isPresent();
        assertThat(read.fragments())
                .containsExactly(folder.resolve("d/10-auth.json"), folder.resolve("d/20-trace.yaml"));
    }

    @Test
    void shouldMergeMappingsKeyByKeyAndReplaceScalarsAndLists() throws Exception {
        write("d/10.yaml", """
                deadline: { margin: 200ms }
                init: { within: 5s }
                sidecars:
                  - name: agent
                    command: [agent, --quiet]
                    env: { inherit: [AWS_REGION], set: { LEVEL: info, MODE: a } }
                    startup: { http: { port: 1, path: / }, every: 5ms }
                """);

        Configuration read = read(HANDLER + """
                deadline: { margin: 100ms }
                sidecars:
                  - name: agent
                    command: [other]
                    env: { inherit: [STAGE], set: { LEVEL: debug } }
                    startup: { tcp: { port: 2 } }
                """);

        SidecarConfig agent = read.sidecars().getFirst();
        assertThat(agent.kind()).isEqualTo(new SidecarKind.Command(List.of("other")));
        assertThat(agent.child().environment().set()).isEqualTo(Map.of("LEVEL", "debug", "MODE", "a"));
        assertThat(agent.child().environment().inherited())
                .isEqualTo(
                        new EnvironmentConfig.Inherited.Only(List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "STAGE")));
        assertThat(agent.startup().orElseThrow().target()).isEqualTo(new ProbeTarget.Tcp("127.0.0.1", 2));
        assertThat(agent.startup().orElseThrow().every().toMillis()).isEqualTo(5);
        assertThat(read.deadline().margin().of(java.time.Duration.ofSeconds(9)).toMillis())
                .isEqualTo(100);
        assertThat(read.init().within().toSeconds()).isEqualTo(5);
    }

    @Test
    void shouldTakeAwayWhatIsNotEnabledWhereverItComesFrom() throws Exception {
        write("d/10.yaml", "sidecars: [{ name: agent, command: [agent] }]");

        Configuration read = read(HANDLER + """
                sidecars: [{ name: agent, enabled: false }, { name: absent, enabled: "${ON:-false}" }]
                middleware: [{ name: own, command: [x], enabled: false }, { name: kept, command: [x], enabled: true }]
                """);

        assertThat(read.sidecars()).isEmpty();
        assertThat(read.middleware()).extracting(MiddlewareConfig::name).containsExactly("kept");
    }

    @Test
    void shouldDependAcrossFiles() throws Exception {
        write("d/10.yaml", "sidecars: [{ name: agent, command: [agent] }]");
        String own = HANDLER + "sidecars: [{ name: own, command: [x], dependsOn: { agent: healthy } }]";

        assertThat(read(own).sidecars()).hasSize(2);

        write("d/20.yaml", "sidecars: [{ name: agent, enabled: false }]");
        assertThat(problems(own))
                .containsExactly(problem(
                        "open-runtime.yaml",
                        2,
                        "sidecars[own].dependsOn.agent",
                        "`agent` is taken away by `enabled: false` at " + folder.resolve("d/20.yaml:1")));
    }

    @Test
    void shouldRunByFragmentsAlone() throws Exception {
        write("d/10.yaml", HANDLER);

        Configuration read = ConfigurationFile.read(Optional.empty(), environment("d"), new SampleBuiltIns());

        assertThat(read.file()).isEmpty();
        assertThat(read.directory()).isEqualTo(folder);
    }

    @Test
    void shouldNameTheFileOfEveryProblem() throws IOException {
        write("d/10.yaml", """
                sidecars:
                  - name: agent
                    command: [agent]
                    startup: { http: { prot: 1, path: / } }
                """);
        write("d/20.yaml", "\nsidecars: [{ name: agent, requird: true }]");

        var thrown = catchThrowableOfType(
                InvalidConfigurationException.class, () -> read("handlr: 1\nsidecars: [{ name: agent, stop: 5 }]"));

        assertThat(thrown.getMessage().replace(folder + "/", "")).isEqualTo("""
                d/10.yaml: 1 problem
                  line 4  sidecars[agent].startup.http.prot  unknown key; did you mean `port`?
                d/20.yaml: 1 problem
                  line 2  sidecars[agent].requird  unknown key; did you mean `required`?
                open-runtime.yaml: 2 problems
                  line 1  handlr                unknown key; did you mean `handler`?
                  line 2  sidecars[agent].stop  expected a mapping with signal, within, found the number 5""");
    }

    @Test
    void shouldSayWhichFragmentCannotBeUsed() throws IOException {
        write("d/10.yaml", "# nothing\n");
        write("d/20.yaml", "- a list\n");
        write("d/30.yaml", "sidecars: { name: agent }\n");
        Files.createDirectories(folder.resolve("d/40.yaml"));
        write("d/50.json", "{,}");

        assertThat(problems(HANDLER))
                .extracting(problem -> folder.relativize(problem.place().file()) + " " + problem.message())
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo("d/10.yaml the file is empty; write what it shall add, or remove it"),
                        two -> assertThat(two).startsWith("d/20.yaml expected a mapping with handler, "),
                        three -> assertThat(three).isEqualTo("d/30.yaml expected a list, found a mapping"),
                        four -> assertThat(four).isEqualTo("d/40.yaml cannot read the file: it is a directory"),
                        five -> assertThat(five).startsWith("d/50.json cannot read this as JSON"));
    }

    @Test
    void shouldReportANameThatStandsTwiceInOneFile() throws IOException {
        write("d/10.yaml", "sidecars:\n  - { name: a, command: [x] }\n  - { name: a, command: [y] }\n");

        assertThat(problems(HANDLER))
                .containsExactly(problem(
                        "d/10.yaml",
                        3,
                        "sidecars[a].name",
                        "the name `a` is already taken by sidecars[a].name at " + folder.resolve("d/10.yaml:2")
                                + "; choose another"));
    }

    @Test
    void shouldReadTheFoldersInTheOrderOfTheirList() throws Exception {
        write("one/90.yaml", "sidecars: [{ name: a, command: [a] }]");
        write("two/10.yaml", "sidecars: [{ name: b, command: [b] }]");
        write("open-runtime.yaml", HANDLER);

        Configuration read = ConfigurationFile.read(
                Optional.of(folder.resolve("open-runtime.yaml")), environment("one::two"), new SampleBuiltIns());

        assertThat(read.sidecars()).extracting(SidecarConfig::name).containsExactly("a", "b");
    }

    @Test
    void shouldMissAFolderOnlyIfItIsNamed() throws Exception {
        Path own = write("open-runtime.yaml", HANDLER);

        assertThat(Loading.run(Optional.of(own), Map.of(), new SampleBuiltIns(), folder.resolve("nowhere"))
                        .files())
                .containsExactly(own);
        assertThat(ConfigurationFile.read(Optional.of(own), environment(""), new SampleBuiltIns())
                        .fragments())
                .isEmpty();
        assertThat(problems(HANDLER))
                .containsExactly(problem(
                        "d",
                        0,
                        "",
                        "cannot read this folder of fragments, which OPEN_RUNTIME_FRAGMENTS names: it does not exist"));
    }

    private Configuration read(String own) throws InvalidConfigurationException {
        return new Sample(folder, environment("d")).yaml(own);
    }

    private List<Problem> problems(String own) {
        return new Sample(folder, environment("d")).problems(own);
    }

    private Problem problem(String file, int line, String path, String message) {
        return new Problem(new Place(folder.resolve(file), line), path, message);
    }

    private Map<String, String> environment(String fragments) {
        return Map.of("LAMBDA_TASK_ROOT", folder.toString(), "OPEN_RUNTIME_FRAGMENTS", fragments);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
