package dev.openruntime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DevTest {

    private static final Pattern CURL = Pattern.compile("  curl -d '\\{\\}' (http://\\S+)");
    private static final Pattern PROCESSES = Pattern.compile("│ helper (\\d+) bootstrap (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final CommandLineFixture cli;
    private final List<String> rows = new CopyOnWriteArrayList<>();
    private Optional<Process> running = Optional.empty();

    DevTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new CommandLineFixture(folder);
    }

    @AfterEach
    void endWhatIsLeft() {
        running.ifPresent(Process::destroyForcibly);
    }

    @Test
    void shouldServeInvocationsUntilInterruptedAndLeaveNothingBehind() throws Exception {
        Process dev = dev(cli.function.toString(), "--handler", "grandchild", "--port", "0");
        String url = awaitRow(CURL).group(1);
        Matcher processes = awaitRow(PROCESSES);

        String first = post(url, "{\"secret\":\"tell nobody\"}");
        String second = post(url, "[2]");

        assertThat(first).isEqualTo("200 {\"secret\":\"tell nobody\"}");
        assertThat(second).isEqualTo("200 [2]");
        awaitRow(Pattern.compile("\\d\\d:\\d\\d:\\d\\d  [0-9a-f]{8}…  .* ms  handle 1.00 · post 0.15"));

        assertThat(interrupt(dev)).isZero();
        assertThat(rows).noneMatch(row -> row.contains("tell nobody"));
        assertThat(rows).filteredOn(row -> row.startsWith("first next at")).hasSize(1);
        awaitGone(Long.parseLong(processes.group(1)));
        awaitGone(Long.parseLong(processes.group(2)));
    }

    @Test
    void shouldStayUpWhenInitFails() throws Exception {
        Process dev = dev(cli.function.toString(), "--handler", "init-fail", "--port", "0");
        String url = awaitRow(CURL).group(1);

        assertThat(rows).contains("init failed: OpenRuntime.InitFailed", "the next invocation starts it again");
        assertThat(post(url, "{}")).startsWith("200 {\"errorType\": \"OpenRuntime.InitFailed\"");
        assertThat(interrupt(dev)).isZero();
    }

    @Test
    void shouldRunAnyOtherBootstrap() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(elsewhere.toFile().mkdir()).isTrue();
        Process dev = dev(
                elsewhere.toString(),
                "--port=0",
                "--command",
                "env",
                "OPEN_RUNTIME_TIMELINE=/dev/null",
                cli.home.resolve("bootstrap").toString(),
                "--port",
                "--help");
        String url = awaitRow(CURL).group(1);

        assertThat(post(url, "{}")).isEqualTo("200 {}");
        awaitRow(Pattern.compile("\\d\\d:\\d\\d:\\d\\d  REPORT RequestId: .*"));
        assertThat(interrupt(dev)).isZero();
    }

    @Test
    void shouldEndAtOnceAtTheSecondInterrupt() throws Exception {
        Process dev = dev(cli.function.toString(), "--handler", "deaf", "--port", "0");
        awaitRow(CURL);
        Matcher processes = awaitRow(PROCESSES);

        assertThat(signal(dev, "INT")).isZero();
        awaitRow(Pattern.compile("stopping; .*")); // two at the same moment count as one
        int _ = signal(dev, "TERM");

        assertThat(dev.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(dev.exitValue()).isIn(0, 128 + 15); // on a busy machine the time to end in order is over by then
        awaitGone(Long.parseLong(processes.group(1)));
        awaitGone(Long.parseLong(processes.group(2)));
    }

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            int status = cli.run("dev", cli.function.toString(), "--port", String.valueOf(port));

            assertThat(status).isEqualTo(2);
            assertThat(cli.err())
                    .startsWith("open-runtime: cannot listen on 127.0.0.1:" + port + ": ")
                    .endsWith("; choose another with --port\n");
        }
    }

    private Process dev(String... arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "dev.openruntime.supervisor.Main",
                "dev"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(cli.environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("COLUMNS", "100");
        Process process = builder.redirectErrorStream(true).start();
        running = Optional.of(process);
        Thread.ofPlatform().daemon().name("dev output").start(() -> {
            try (BufferedReader reader = process.inputReader(UTF_8)) {
                reader.lines().forEach(rows::add);
            } catch (IOException e) {
                rows.add(e.toString());
            }
        });
        return process;
    }

    private Matcher awaitRow(Pattern pattern) {
        return await().atMost(PATIENCE)
                .until(
                        () -> rows.stream()
                                .map(pattern::matcher)
                                .filter(Matcher::matches)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String post(String url, String event) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private static int interrupt(Process process) throws IOException, InterruptedException {
        assertThat(signal(process, "INT")).isZero();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static int signal(Process process, String name) throws IOException, InterruptedException {
        return new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void awaitGone(long pid) {
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), alive -> !alive);
    }
}
