package dev.openruntime.cli;

import dev.openruntime.emulator.EnvironmentEnd;
import dev.openruntime.emulator.InvocationReport;
import java.time.Duration;
import java.util.Locale;

/** Says how an environment ended, and an invocation of which the timeline knows nothing: its supervisor was killed. */
final class EndWords {

    private EndWords() {}

    static String of(InvocationReport report) {
        String subject = "invocation " + report.requestId() + " ";
        return subject
                + switch (report.status()) {
                    case SUCCESS -> "was answered in " + seconds(report.duration());
                    case ERROR -> "was answered with an error in " + seconds(report.duration());
                    case FAILURE ->
                        "failed after " + seconds(report.duration())
                                + report.errorType().map(type -> ": " + type).orElse("")
                                + "; its environment was ended";
                    case TIMEOUT ->
                        "had no answer within its " + seconds(report.duration()) + "; its environment was killed";
                };
    }

    static String of(EnvironmentEnd end) {
        String why = "environment ended (" + end.reason().word() + "): ";
        if (!end.asked()) {
            return why + (end.killed() ? "SIGKILL without warning, for no extension is registered" : "it had exited");
        }
        return why + "SIGTERM, "
                + (end.killed()
                        ? "and SIGKILL at the end of "
                        : "over after " + end.took().toMillis() + " ms of ")
                + end.share().toMillis() + " ms";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
