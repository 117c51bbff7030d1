package dev.openruntime.cli;

import dev.openruntime.admin.SocketFolder;
import dev.openruntime.console.SupervisorStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which of the supervisors on this machine is meant: the only one, unless options say. Filled in by picocli. */
final class SupervisorChoice {

    @Option(
            names = "--pid",
            order = 10,
            paramLabel = "PID",
            description = "The supervisor's process id, where there are several.")
    private Optional<Long> pid = Optional.empty();

    @Option(
            names = "--socket",
            order = 11,
            paramLabel = "PATH",
            description = "Its admin socket, where that isn't in the usual place.")
    private Optional<Path> socket = Optional.empty();

    /** A supervisor that was found, and its answer to the first question. */
    record Found(AdminClient client, String json, SupervisorStatus status) {}

    /** The one that is meant, which has answered. */
    Found choose(Map<String, String> environment) throws CommandFailure, IOException {
        if (socket.isPresent()) {
            return named(socket.get());
        }
        List<Path> folders = SocketFolder.all(environment);
        List<Path> live = new ArrayList<>();
        for (Path folder : folders) {
            if (!live.isEmpty()) {
                break; // the usual place counts; the other is for those that could not be there
            }
            for (Path candidate : SocketFolder.sockets(folder)) {
                boolean meant = pid.isEmpty() || pid.get() == SocketFolder.pid(candidate);
                if (meant && !SocketFolder.removeIfDead(candidate)) {
                    live.add(candidate);
                }
            }
        }
        if (live.size() == 1) {
            return named(live.getFirst());
        }
        if (live.isEmpty()) {
            throw new CommandFailure(ExitStatus.USAGE, none(folders));
        }
        throw new CommandFailure(ExitStatus.USAGE, several(live));
    }

    private static Found named(Path path) throws CommandFailure {
        if (!Files.exists(path)) {
            throw unreachable(path, "there is no such socket");
        }
        try {
            return ask(new AdminClient(path));
        } catch (ConnectException e) {
            throw unreachable(path, "nobody listens there any more");
        } catch (IOException e) {
            throw unreachable(path, String.valueOf(e.getMessage()));
        }
    }

    /** @throws IOException if it has gone, or can't be understood */
    static Found ask(AdminClient client) throws IOException {
        AdminClient.Reply reply = client.call("GET", "/status");
        if (reply.status() != 200) {
            throw new IOException("it answers with status " + reply.status() + ": "
                    + reply.body().strip());
        }
        return new Found(client, reply.body(), SupervisorStatus.read(reply.body()));
    }

    private String none(List<Path> folders) {
        String where = folders.stream().map(Path::toString).collect(Collectors.joining(" and in "));
        return pid.map(id -> "cannot find a supervisor with the process id " + id)
                        .orElse("cannot find a supervisor of this user")
                + ": there is no live socket in " + where
                + ". `open-runtime dev DIR` starts one; --socket names one that is elsewhere";
    }

    private static String several(List<Path> live) {
        StringBuilder text = new StringBuilder("there are several supervisors; choose one by --pid:");
        for (Path path : live) {
            text.append("\n  --pid ")
                    .append(SocketFolder.pid(path))
                    .append("  ")
                    .append(describe(path));
        }
        return text.toString();
    }

    private static String describe(Path path) {
        try {
            SupervisorStatus.Self self = ask(new AdminClient(path)).status().self();
            return self.state() + "  " + self.function() + "  " + self.folder();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static CommandFailure unreachable(Path path, String why) {
        return new CommandFailure(ExitStatus.USAGE, "cannot ask the supervisor at " + path + ": " + why);
    }
}
