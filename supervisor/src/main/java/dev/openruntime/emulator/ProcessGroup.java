package dev.openruntime.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command as the leader of a process group of its own, as the platform starts its runtime. Java can't do that by
 * itself, so a bash launcher stands between; should this JVM die, the launcher's input ends and the group is killed.
 *
 * <p>Two daemon threads: one reads the command's output, one what the launcher says.
 */
final class ProcessGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);
    private static final String LAUNCHER = resource("launcher.bash");
    private static final Pattern STARTED = Pattern.compile("pid (\\d+)");
    private static final Pattern EXITED = Pattern.compile("exited (\\d+)");
    /** What bash says of the command, which it shows as it was written, while no signal has ended or stopped it. */
    private static final Pattern NO_SIGNAL = Pattern.compile("\\[1]\\S*\\s+(\\d+ )?(Running|Exit|Done)\\b.*");

    private static final String COMMAND = "\"$@\"";
    /** How long the last lines of output are waited for; only a process that left the group can hold them back. */
    private static final Duration OUTPUT_GRACE = Duration.ofMillis(250);

    private final Process launcher;
    private final Thread output;
    private final Thread watcher;
    private final Consumer<ExitStatus> onExit;
    private final OutputMark mark = new OutputMark();
    private volatile OptionalLong leader = OptionalLong.empty();

    private ProcessGroup(Process launcher, Consumer<String> onLine, Consumer<ExitStatus> onExit) {
        this.launcher = launcher;
        this.onExit = onExit;
        this.output = Thread.ofPlatform().daemon().name("emulator-output").unstarted(() -> pump(onLine));
        this.watcher = Thread.ofPlatform().daemon().name("emulator-launcher").unstarted(this::watch);
    }

    /**
     * Starts a command.
     *
     * @param environment all of it; nothing else is inherited
     * @param onLine hears each line of output, stdout and stderr in the order of their writing
     * @param onExit hears once how the command ended, when its output has been read and its group is gone
     * @throws IOException if bash can't be started
     */
    static ProcessGroup start(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Consumer<String> onLine,
            Consumer<ExitStatus> onExit)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("bash", "-p", "-c", LAUNCHER, "launcher"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var group = new ProcessGroup(builder.start(), onLine, onExit);
        group.output.start();
        group.watcher.start();
        return group;
    }

    /** The command's process id, which is the group's id, too; empty in the moment before it is known. */
    OptionalLong leader() {
        return leader;
    }

    /** Waits until all that the group has written so far is read, for as long as that may take. */
    void awaitOutput() throws InterruptedException {
        if (launcher.isAlive() && !mark.await(launcher.pid(), OUTPUT_GRACE)) {
            LOG.debug("the last lines of an invocation may be missing in its log");
        }
    }

    /** Sends a signal to every process of the group; without effect if it is gone. */
    void signal(String name) {
        try {
            OutputStream commands = launcher.getOutputStream();
            commands.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
            commands.flush();
        } catch (IOException e) {
            LOG.debug("the process group that {} was meant for is gone", name, e);
        }
    }

    /** Waits until the group is gone and its last lines are read; false if that isn't in time. */
    boolean awaitGone(Duration atMost) throws InterruptedException {
        return watcher.join(atMost);
    }

    private void pump(Consumer<String> onLine) {
        try (InputStream in = launcher.getInputStream()) {
            new LineSplitter(line -> mark.hear(line, onLine)).readAll(in);
        } catch (IOException e) {
            LOG.warn("cannot read the bootstrap's output any more", e);
        }
    }

    private void watch() {
        ExitStatus status = new ExitStatus.Signalled(9); // if the launcher itself was killed, so is its group
        try (var lines = new BufferedReader(new InputStreamReader(launcher.getErrorStream(), StandardCharsets.UTF_8))) {
            boolean signalled = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher exited = EXITED.matcher(line);
                if (exited.matches()) {
                    status = statusOf(Integer.parseInt(exited.group(1)), signalled);
                    break;
                }
                if (line.contains(COMMAND)) {
                    signalled = !NO_SIGNAL.matcher(line).matches(); // its last word counts
                }
                Matcher started = STARTED.matcher(line);
                if (started.matches()) {
                    leader = OptionalLong.of(Long.parseLong(started.group(1)));
                }
            }
            closeCommands();
            launcher.waitFor();
            output.join(OUTPUT_GRACE);
        } catch (IOException e) {
            LOG.warn("cannot read from the launcher any more", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: nobody interrupts this thread", e);
        }
        onExit.accept(status);
    }

    private void closeCommands() {
        try {
            launcher.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("a last signal came too late: the process group is gone", e);
        }
    }

    private static ExitStatus statusOf(int bashStatus, boolean signalled) {
        return signalled && bashStatus > 128
                ? new ExitStatus.Signalled(bashStatus - 128)
                : new ExitStatus.Exited(bashStatus);
    }

    private static String resource(String name) {
        try (InputStream in = ProcessGroup.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("internal error: the distribution lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot read " + name, e);
        }
    }
}
