package dev.openruntime.it.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a program is started with. Its environment is this and nothing else. */
public final class Setup {

    private final Bench bench;
    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();
    private Optional<ScriptedPlatform> talksTo = Optional.empty();
    private Path stdin = Path.of("/dev/null");

    Setup(Bench bench, List<String> command) {
        this.bench = bench;
        this.command = new ArrayList<>(command);
        environment.put("PATH", String.valueOf(System.getenv("PATH")));
        environment.put("HOME", bench.folder().toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("LAMBDA_TASK_ROOT", bench.folder().toString());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "tested");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
        environment.put("_HANDLER", "index.handler");
        environment.put("IT_WORKERS", Distribution.resource("workers").toString());
    }

    /** The platform to talk to. */
    public Setup on(ScriptedPlatform platform) {
        talksTo = Optional.of(platform);
        return env("AWS_LAMBDA_RUNTIME_API", platform.address());
    }

    /** The configuration, as {@code open-runtime.yaml} in the task root. */
    public Setup config(String yaml) {
        Path _ = bench.file("open-runtime.yaml", yaml);
        return this;
    }

    /** A variable of its environment. */
    public Setup env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Takes a variable out of its environment. */
    public Setup without(String name) {
        environment.remove(name);
        return this;
    }

    /** The caches of whoever runs the tests: what is fetched and compiled is kept there. */
    public Setup withCaches() {
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).ifPresent(cache -> env("XDG_CACHE_HOME", cache));
        return env("HOME", System.getProperty("user.home"));
    }

    /** What it reads. */
    public Setup stdin(Path file) {
        stdin = file;
        return this;
    }

    /** Starts it. */
    public Program start() {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(bench.folder().toFile()).redirectInput(stdin.toFile());
        Program program = bench.start(command, builder);
        talksTo.ifPresent(platform -> platform.watch(program.process()));
        return program;
    }

    /** Starts it and waits until it wants an event. */
    public Program start(ScriptedPlatform platform) {
        Program program = on(platform).start();
        platform.awaitNext();
        return program;
    }
}
