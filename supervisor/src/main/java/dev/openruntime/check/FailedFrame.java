package dev.openruntime.check;

import dev.openruntime.child.Exit;
import java.time.Duration;
import java.util.Optional;

/** A worker that can't load its user code (P24). There is nothing more to be checked of it. */
final class FailedFrame {

    private static final Duration EXIT_WITHIN = Duration.ofSeconds(2);

    private FailedFrame() {}

    static Abandoned judge(Heard.Message failed, boolean ready, WorkerProcess process, Findings findings) {
        if (ready) {
            return findings.fatal(
                    Statement.P24,
                    "`failed` instead of `ready`, never behind it",
                    failed.header().shown(),
                    "answer the call with `fail`; errors of a call are no `failed` frame");
        }
        if (!AnswerRules.isError(failed.body())) {
            return findings.fatal(
                    Statement.P24,
                    "`failed` with an error as body (P46)",
                    failed.body().isEmpty()
                            ? "no body"
                            : Shown.bytes(failed.body().bytes()),
                    "put {\"errorType\":…,\"errorMessage\":…,\"stackTrace\":[…]} into the body");
        }
        Optional<Exit> exit = process.awaitExit(EXIT_WITHIN);
        if (!exit.equals(Optional.of(new Exit.Status(1)))) {
            return findings.fatal(
                    Statement.P24,
                    "status 1 behind `failed`",
                    exit.map(Exit::description).orElse("it still runs"),
                    "exit with status 1");
        }
        findings.remark(Statement.P24, "`failed` came as the page wants it, with the error and status 1");
        return findings.fatal(
                Statement.P23,
                "a worker that can load its user code, so that it can be checked",
                "`failed` with " + Shown.bytes(failed.body().bytes()),
                "mend the user code, or what it needs to load");
    }
}
