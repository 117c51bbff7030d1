package dev.openruntime.cli;

import dev.openruntime.config.Suggestion;
import dev.openruntime.console.SupervisorStatus;
import dev.openruntime.console.SupervisorStatus.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a supervisor to do something about one child, and stays until it is seen what came of it. */
final class ChildAction {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Surroundings surroundings;
    private final String verb;
    private final String name;
    private final Duration within;

    /**
     * @param verb of the endpoint: {@code restart}, {@code stop} or {@code start}
     * @param name the child's
     * @param within how long the outcome is waited for
     */
    ChildAction(Surroundings surroundings, String verb, String name, Duration within) {
        this.surroundings = surroundings;
        this.verb = verb;
        this.name = name;
        this.within = within;
    }

    /** Returns the command's exit status. */
    int run(SupervisorChoice.Found supervisor) throws CommandFailure, IOException, InterruptedException {
        Child before = supervisor.status().child(name).orElseThrow(() -> unknown(supervisor.status()));
        long began = System.nanoTime();
        AdminClient.Reply reply = supervisor.client().call("POST", "/children/" + name + "/" + verb);
        if (reply.status() >= 300) {
            throw new CommandFailure(ExitStatus.FUNCTION_FAILED, SupervisorStatus.refusal(reply.body()));
        }
        while (true) {
            Child now = SupervisorChoice.ask(supervisor.client())
                    .status()
                    .child(name)
                    .orElseThrow(() -> new IOException("it doesn't know `" + name + "` any more"));
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Optional<Boolean> outcome = outcome(before, now);
            if (outcome.isPresent() || took.compareTo(within) > 0) {
                return tell(now, took, outcome.orElse(false));
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Whether it came out as asked; empty while it isn't known. */
    private Optional<Boolean> outcome(Child before, Child now) {
        if (verb.equals("stop")) {
            return now.state().equals("stopped") ? Optional.of(true) : Optional.empty();
        }
        if (now.spawns() <= before.spawns()) {
            return Optional.empty();
        }
        return switch (now.state()) {
            case "ready", "completed" -> Optional.of(true);
            case "backoff", "failed", "stopped" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private int tell(Child child, Duration took, boolean asAsked) {
        String pid = child.pid() > 0 ? ", pid " + child.pid() : "";
        if (asAsked) {
            surroundings.err().println(name + " is " + child.state() + " after " + took.toMillis() + " ms" + pid);
            return ExitStatus.DONE;
        }
        surroundings
                .err()
                .println("open-runtime: " + name + " is not " + (verb.equals("stop") ? "stopped" : "ready")
                        + " but in the state " + child.state() + " after " + took.toMillis() + " ms"
                        + (child.why().isEmpty() ? "" : ": " + child.why()));
        child.lastLines().forEach(line -> surroundings.err().println("  " + line));
        return ExitStatus.FUNCTION_FAILED;
    }

    private CommandFailure unknown(SupervisorStatus status) {
        List<String> names = status.children().stream().map(Child::name).toList();
        String rest = Suggestion.didYouMean(name, names).orElse("; there are: " + String.join(", ", names));
        return new CommandFailure(ExitStatus.USAGE, "no child is called `" + name + "`" + rest);
    }
}
