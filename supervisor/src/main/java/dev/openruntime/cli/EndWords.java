package dev.openruntime.cli;

import dev.openruntime.emulator.InvocationReport;
import java.time.Duration;
import java.util.Locale;

/** Says how an invocation ended of which the timeline knows nothing, for instance because its supervisor was killed. */
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

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
