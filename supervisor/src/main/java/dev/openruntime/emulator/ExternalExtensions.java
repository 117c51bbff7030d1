package dev.openruntime.emulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of the external extensions of one life of an environment: every file of the extensions folder, started
 * before the runtime is, each as the leader of a process group of its own. For the platform thread.
 */
final class ExternalExtensions {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalExtensions.class);

    private final EmulatorConfig config;
    private final Session session;
    private final BiConsumer<String, String> output;
    private final Map<String, ProcessGroup> processes = new LinkedHashMap<>();

    /** @param output hears each line of an extension, by its name; on any thread */
    ExternalExtensions(EmulatorConfig config, Session session, BiConsumer<String, String> output) {
        this.config = config;
        this.session = session;
        this.output = output;
    }

    /**
     * Starts all of them. One that can't be started is a fault of the environment, and so is the exit of one.
     *
     * @param runtimeApi {@code host:port}
     * @param onExit is told when a process has ended, on a thread of its own
     */
    void launch(String runtimeApi, Runnable onExit) {
        Map<String, String> variables = ProcessEnvironment.ofExtension(config, runtimeApi);
        List<ExtensionFile> files = new ArrayList<>();
        for (ExtensionFile file : present()) {
            if (file.isFolder()) {
                output.accept(
                        file.name(),
                        "not started: it is a folder; only files directly in "
                                + config.extensions().orElseThrow() + " are extensions");
            } else {
                files.add(file);
            }
        }
        for (ExtensionFile file : files) {
            Optional<ExtensionFile.Problem> problem =
                    files.size() > ExtensionsSide.MOST_EXTENSIONS ? Optional.of(tooMany(files.size())) : file.problem();
            session.extensions().expect(file.name(), problem.map(ExtensionFile.Problem::errorType));
            problem.ifPresent(found -> session.fail(new Fault.LaunchFailed("Extension.LaunchError", found.message())));
        }
        for (ExtensionFile file : files) {
            if (session.fault().isEmpty()) {
                start(file, variables, onExit);
            }
        }
    }

    private List<ExtensionFile> present() {
        try {
            return config.extensions().isPresent()
                    ? ExtensionFile.allOf(config.extensions().get())
                    : List.of();
        } catch (IOException e) {
            session.fail(new Fault.LaunchFailed(
                    "Extension.LaunchError", "cannot read the folder of extensions: " + e.getMessage()));
            return List.of();
        }
    }

    private ExtensionFile.Problem tooMany(int count) {
        Path folder = config.extensions().orElseThrow();
        return new ExtensionFile.Problem(
                "TooManyExtensions",
                "cannot start the extensions: " + folder + " has " + count + " files, and the limit is "
                        + ExtensionsSide.MOST_EXTENSIONS);
    }

    private void start(ExtensionFile file, Map<String, String> variables, Runnable onExit) {
        String name = file.name();
        try {
            processes.put(
                    name,
                    ProcessGroup.start(
                            List.of(file.path().toString()),
                            config.taskRoot(),
                            variables,
                            line -> output.accept(name, line),
                            status -> {
                                session.fail(new Fault.ExtensionExited(name, status));
                                onExit.run();
                            }));
        } catch (IOException e) {
            session.fail(new Fault.LaunchFailed("Sandbox.Failure", "cannot start bash: " + e.getMessage()));
        }
    }

    /** The process ids that are known. */
    List<OptionalLong> leaders() {
        return processes.values().stream().map(ProcessGroup::leader).toList();
    }

    /**
     * Kills those that don't want to know of the end, gives the others the time there is, and kills who is left. They
     * have been told by then; none of them gets SIGTERM.
     *
     * @param killGrace how long killed processes may take to be gone
     */
    void stop(Deadline deadline, Duration killGrace) throws InterruptedException {
        processes.forEach((name, group) -> {
            if (!session.extensions().wantsShutdown(name)) {
                group.signal("KILL");
            }
        });
        for (ProcessGroup group : processes.values()) {
            if (!group.awaitGone(deadline.remaining())) {
                group.signal("KILL");
            }
        }
        for (Map.Entry<String, ProcessGroup> process : processes.entrySet()) {
            if (!process.getValue().awaitGone(killGrace)) {
                LOG.error("cannot end the process group of the extension {}: it outlives SIGKILL", process.getKey());
            }
        }
    }
}
