package dev.openruntime.handler;

import dev.openruntime.worker.WorkerFailure;
import java.util.List;
import java.util.Optional;

/** The platform's error for a runtime that ends while it has an event, whatever its status. */
public final class ExitError {

    private static final String TYPE = "Runtime.ExitError";
    private static final int SIGNAL = 128;

    /** In the platform's words, by number. */
    private static final List<String> SIGNALS = List.of(
            "hangup",
            "interrupt",
            "quit",
            "illegal instruction",
            "trace/breakpoint trap",
            "aborted",
            "bus error",
            "floating point exception",
            "killed",
            "user defined signal 1",
            "segmentation fault",
            "user defined signal 2",
            "broken pipe",
            "alarm clock",
            "terminated");

    private ExitError() {}

    /**
     * The failure of the call that was open.
     *
     * @param status 128 + n where signal n ended the process
     * @param lastLines what it printed last
     */
    public static WorkerFailure of(Optional<String> requestId, int status, List<String> lastLines) {
        String who = requestId.map(id -> "RequestId: " + id + " ").orElse("");
        return new WorkerFailure(WorkerFailure.Kind.DIED, TYPE, who + "Error: " + how(status), lastLines);
    }

    private static String how(int status) {
        if (status == 0) {
            return "Runtime exited without providing a reason";
        }
        int signal = status - SIGNAL;
        return "Runtime exited with error: "
                + (signal > 0 && signal <= SIGNALS.size()
                        ? "signal: " + SIGNALS.get(signal - 1)
                        : "exit status " + status);
    }
}
