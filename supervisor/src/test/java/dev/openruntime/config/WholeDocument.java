package dev.openruntime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code whole.yaml} and {@code whole.json} say, by hand. */
record WholeDocument(Path folder) {

    Configuration configuration() {
        return new Configuration(
                Optional.of(folder.resolve("open-runtime.yaml")),
                List.of(),
                folder,
                handler(),
                List.of(correlation(), redact()),
                List.of(discovery(), agent(), cache(), fetch(), apart()),
                new DeadlineConfig(new Margin.Share(10), Optional.of(Duration.ofMinutes(2)), DeadlineConfig.Stack.ON),
                new InitConfig(Duration.ofSeconds(5)),
                new ShutdownConfig(Optional.of(Duration.ofMillis(400))),
                new AdminConfig(true, Optional.of(folder.resolve("run/admin.sock"))));
    }

    static Map<String, String> handlerSet() {
        var set = new LinkedHashMap<String, String>();
        set.put("STAGE", "test");
        set.put("RETRIES", "3");
        set.put("DEBUG", "true");
        return set;
    }

    /** One of which the file says nothing else. */
    ChildConfig child(EnvironmentConfig environment) {
        return child(Map.of(), environment, RestartConfig.DEFAULT, StopConfig.DEFAULT);
    }

    private ChildConfig child(
            Map<String, DependencyCondition> dependsOn,
            EnvironmentConfig environment,
            RestartConfig restart,
            StopConfig stop) {
        return new ChildConfig(
                dependsOn,
                Optional.empty(),
                environment,
                ProcessConfig.in(folder),
                new LogsConfig.Platform(),
                restart,
                stop);
    }

    static ProbeTarget http(String host, int port, String path) {
        var address = new HttpRequest.Address.Port(host, port);
        return new ProbeTarget.Http(
                new HttpRequest(HttpMethod.GET, address, path, Map.of()), List.of(new StatusRange(200, 399)));
    }

    private HandlerConfig handler() {
        var limits = new LimitsConfig(
                OptionalInt.of(256),
                OptionalInt.of(64),
                Optional.of(new ByteSize(512 << 20)),
                Optional.of(Duration.ofSeconds(10)),
                Optional.of(new ByteSize(0)),
                Optional.of(new ByteSize(10 << 10)));
        var alive = new ProbeTarget.Exec(List.of(folder.resolve("alive").toString(), "1"));
        return new HandlerConfig(
                List.of("node", "/home/open-runtime/workers/node/handler.mjs"),
                HandlerProtocol.WORKER,
                "",
                Optional.empty(),
                new ChildConfig(
                        Map.of(
                                "agent",
                                new DependencyCondition.Started(),
                                "fetch",
                                new DependencyCondition.Completed()),
                        Optional.of(new Probe(alive, Duration.ofSeconds(5), Duration.ofSeconds(1), 3, 1)),
                        new EnvironmentConfig(new EnvironmentConfig.Inherited.Everything(), handlerSet()),
                        new ProcessConfig(folder.resolve("code"), OptionalInt.of(5), Optional.of("027"), limits),
                        new LogsConfig.Platform(),
                        new RestartConfig(RestartPolicy.NEVER, BackoffConfig.DEFAULT, Duration.ofSeconds(30)),
                        new StopConfig(StopSignal.INT, Duration.ZERO)));
    }

    private MiddlewareConfig correlation() {
        List<String> inherited = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "AWS_REGION");
        return new MiddlewareConfig(
                "correlation",
                List.of("python3", "middleware/correlation.py"),
                Optional.of(Duration.ofMillis(250)),
                OnFailure.SKIP,
                FlushConfig.DEFAULT,
                child(new EnvironmentConfig(new EnvironmentConfig.Inherited.Only(inherited), Map.of("LEVEL", "info"))));
    }

    private MiddlewareConfig redact() {
        return new MiddlewareConfig(
                "redact",
                List.of(folder.resolve("redact").toString()),
                Optional.empty(),
                OnFailure.FAIL,
                new FlushConfig(Optional.empty(), Duration.ofMillis(50), new FlushWhen.Every(Duration.ofSeconds(10))),
                new ChildConfig(
                        Map.of(
                                "cache",
                                new DependencyCondition.Logged("ready to accept"),
                                "agent",
                                new DependencyCondition.Logged("^up$")),
                        Optional.empty(),
                        EnvironmentConfig.DEFAULT,
                        ProcessConfig.in(folder),
                        new LogsConfig.File(folder.resolve("logs/redact.log"), new ByteSize(10 << 20)),
                        new RestartConfig(RestartPolicy.ALWAYS, BackoffConfig.DEFAULT, Duration.ofMinutes(1)),
                        new StopConfig(StopSignal.TERM, Duration.ofSeconds(1))));
    }

    private SidecarConfig discovery() {
        Map<String, Object> with = Map.of(
                "services",
                Map.of("orders", List.of("127.0.0.1:7001")),
                "ttl",
                5L,
                "ratio",
                0.5,
                "on",
                false,
                "deep",
                List.of(List.of(1L), Map.of()));
        return new SidecarConfig(
                "discovery",
                new SidecarKind.BuiltIn("metrics", with, Isolation.EMBEDDED),
                true,
                Duration.ofMillis(250),
                Optional.empty(),
                Optional.empty(),
                Optional.of(FlushConfig.DEFAULT),
                child(EnvironmentConfig.DEFAULT));
    }

    private SidecarConfig agent() {
        var readiness = new ProbeTarget.Http(
                new HttpRequest(
                        HttpMethod.GET,
                        new HttpRequest.Address.Socket(folder.resolve("run/a.sock")),
                        "/",
                        Map.of("Host", "a")),
                List.of(new StatusRange(200, 200), new StatusRange(300, 399)));
        var liveness = new ProbeTarget.Unix(Path.of("/run/agent.sock"));
        var flush =
                new HttpRequest(HttpMethod.PUT, new HttpRequest.Address.Port("127.0.0.1", 4317), "/flush", Map.of());
        return new SidecarConfig(
                "agent",
                new SidecarKind.Command(List.of(folder.resolve("agent").toString(), "--port", "4317")),
                false,
                Duration.ofMillis(250),
                Optional.of(new StartupProbe(
                        http("127.0.0.1", 4317, "/ready"),
                        Duration.ofMillis(5),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        1)),
                Optional.of(new Probe(readiness, Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 4)),
                Optional.of(new FlushConfig(Optional.of(flush), Duration.ofMillis(100), new FlushWhen.Shutdown())),
                new ChildConfig(
                        Map.of("discovery", new DependencyCondition.Healthy()),
                        Optional.of(new Probe(liveness, Duration.ofSeconds(2), Duration.ofMillis(50), 1, 1)),
                        new EnvironmentConfig(EnvironmentConfig.DEFAULT.inherited(), Map.of("LEVEL", "info")),
                        ProcessConfig.in(folder),
                        new LogsConfig.None(),
                        new RestartConfig(
                                RestartPolicy.ON_FAILURE,
                                new BackoffConfig(Duration.ofMillis(50), 1.5, Duration.ofSeconds(2)),
                                Duration.ofSeconds(10)),
                        new StopConfig(StopSignal.TERM, Duration.ofMillis(200))));
    }

    private SidecarConfig cache() {
        Duration second = Duration.ofSeconds(1);
        return new SidecarConfig(
                "cache",
                new SidecarKind.Command(List.of("cache")),
                true,
                Duration.ZERO,
                Optional.of(new StartupProbe(
                        new ProbeTarget.Log("ready to accept"), Duration.ofMillis(20), second, second, 1)),
                Optional.of(new Probe(new ProbeTarget.Tcp("::1", 6379), second, second, 3, 1)),
                Optional.empty(),
                child(
                        Map.of(
                                "agent",
                                new DependencyCondition.Started(),
                                "discovery",
                                new DependencyCondition.Healthy()),
                        EnvironmentConfig.DEFAULT,
                        RestartConfig.DEFAULT,
                        StopConfig.DEFAULT));
    }

    private SidecarConfig fetch() {
        return new SidecarConfig(
                "fetch",
                new SidecarKind.Command(List.of("fetch")),
                true,
                Duration.ofMillis(250),
                Optional.of(new StartupProbe(
                        new ProbeTarget.Exec(List.of("test", "-f", "settings")),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        3)),
                Optional.empty(),
                Optional.empty(),
                child(
                        Map.of(),
                        EnvironmentConfig.DEFAULT,
                        new RestartConfig(RestartPolicy.NEVER, BackoffConfig.DEFAULT, Duration.ofSeconds(30)),
                        StopConfig.DEFAULT));
    }

    private SidecarConfig apart() {
        return new SidecarConfig(
                "apart",
                new SidecarKind.BuiltIn("metrics", Map.of(), Isolation.PROCESS),
                true,
                Duration.ofMillis(250),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new FlushConfig(Optional.empty(), Duration.ofMillis(20), new FlushWhen.Each())),
                new ChildConfig(
                        Map.of(),
                        Optional.empty(),
                        EnvironmentConfig.DEFAULT,
                        new ProcessConfig(folder, OptionalInt.of(3), Optional.empty(), LimitsConfig.NONE),
                        new LogsConfig.Platform(),
                        RestartConfig.DEFAULT,
                        StopConfig.DEFAULT));
    }
}
