package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who finds what in its environment: a helper no more than it is granted, the handler what the platform gives. */
final class EnvironmentIT {

    /** What the platform gives the function, and no helper by itself. */
    private static final Map<String, String> PLATFORM = Map.of(
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "token",
            "AWS_REGION", "eu-west-1",
            "AWS_LAMBDA_LOG_GROUP_NAME", "group",
            "SECRET_OF_THE_FUNCTION", "mine");

    private static final List<String> GRANTED_TO_ALL = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");
    private static final List<String> TO_ALL_SIDECARS =
            with(GRANTED_TO_ALL, "OPEN_RUNTIME_CHILD", "OPEN_RUNTIME_STOP_WITHIN_MS");
    private static final List<String> CREDENTIALS =
            List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

    private static final List<String> NEVER = List.of(
            "_LAMBDA_TELEMETRY_LOG_FD",
            "OPEN_RUNTIME_TIMELINE",
            "OPEN_RUNTIME_DONE_FD",
            "OPEN_RUNTIME_LAUNCHED",
            "OPEN_RUNTIME_JAVA_OPTS",
            "OPEN_RUNTIME_FDS");

    /** A worker, written so that nothing adds to its environment before it is copied. */
    private static final String WORKER = """
            #!/bin/bash
            while IFS= read -r -d '' variable; do printf '%s\\0' "$variable"; done </proc/$$/environ >"$1"
            shift; . "$IT_WORKERS_FOLDER/bare.sh"
            """;

    private static final String CONFIG = """
            handler:
              command: [bash, worker.sh, handler.env, handle]
            middleware:
              - name: stage
                command: [bash, worker.sh, stage.env, before]
                env: { set: { IT_WORKERS_FOLDER: "${IT_WORKERS}" } }
            sidecars:
              - name: discovery
                use: discovery
                with: { services: { orders: ["127.0.0.1:7001"] } }
              - name: plain
                command: [bash, -c, "cat /proc/$$/environ >plain.part; mv plain.part plain.env; exec sleep 3600"]
              - name: trusted
                command: [bash, -c, "cat /proc/$$/environ >trusted.part; mv trusted.part trusted.env; exec sleep 3600"]
                env:
                  inherit: [AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, NOT_SET]
                  set: { LEVEL: info, LANG: de_DE }
              - name: limited
                command: [bash, -c, "cat /proc/$$/environ >limited.part; mv limited.part limited.env; exec sleep 3600"]
                umask: "077"
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldGiveHelpersWhatTheyAreGrantedAndTheHandlerThePlatformsWholeSet() throws IOException {
        ScriptedPlatform platform = bench.platform();
        bench.file("worker.sh", WORKER);
        Setup setup = bench.bootstrap().config(CONFIG).env("TZ", ":UTC");
        PLATFORM.forEach(setup::env);
        Program program = setup.env("_LAMBDA_TELEMETRY_LOG_FD", "1")
                .env("OPEN_RUNTIME_JAVA_OPTS", "-Dx=y")
                .env("IT_WORKERS_FOLDER", Distribution.resource("workers").toString())
                .start(platform);
        for (String name : List.of("plain", "trusted", "limited")) {
            bench.awaitFile(name + ".env");
        }

        Map<String, String> handler = environment("handler");
        Map<String, String> stage = environment("stage");
        Map<String, String> plain = environment("plain");
        Map<String, String> trusted = environment("trusted");
        Map<String, String> limited = environment("limited");

        assertThat(plain).containsOnlyKeys(with(TO_ALL_SIDECARS, "OPEN_RUNTIME_DISCOVERY"));
        assertThat(limited).containsOnlyKeys(with(TO_ALL_SIDECARS, "OPEN_RUNTIME_DISCOVERY", "SHLVL"));
        assertThat(trusted)
                .containsOnlyKeys(with(
                        with(List.of("AWS_REGION", "LEVEL"), CREDENTIALS.toArray(new String[0])),
                        with(TO_ALL_SIDECARS, "OPEN_RUNTIME_DISCOVERY").toArray(new String[0])))
                .containsEntry("AWS_SESSION_TOKEN", "token")
                .containsEntry("LANG", "de_DE");
        assertThat(stage)
                .containsOnlyKeys(with(
                        GRANTED_TO_ALL,
                        "IT_WORKERS_FOLDER",
                        "OPEN_RUNTIME_CHILD",
                        "OPEN_RUNTIME_DISCOVERY",
                        "OPEN_RUNTIME_HOME",
                        "OPEN_RUNTIME_NAME",
                        "OPEN_RUNTIME_PROTOCOL"));
        assertThat(handler)
                .containsAllEntriesOf(PLATFORM)
                .containsKeys("AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "_HANDLER", "TMPDIR")
                .doesNotContainKeys(NEVER.toArray(new String[0]));
        assertThat(program.isAlive()).isTrue();
    }

    private Map<String, String> environment(String child) throws IOException {
        String all = Files.readString(bench.folder().resolve(child + ".env"), StandardCharsets.UTF_8);
        Map<String, String> variables = new TreeMap<>();
        Arrays.stream(all.split("\0", -1)).filter(one -> !one.isEmpty()).forEach(one -> {
            int end = one.indexOf('=');
            variables.put(one.substring(0, end), one.substring(end + 1));
        });
        return variables;
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }
}
