package dev.openruntime.telemetry;

import java.util.Map;

/**
 * How records are written, as the platform's variables say.
 *
 * @param format {@code AWS_LAMBDA_LOG_FORMAT}
 * @param least {@code AWS_LAMBDA_LOG_LEVEL}: what is below isn't written
 * @param framed whether standard output is the platform's pipe for records in frames rather than lines
 */
public record LogSettings(LogFormat format, LogLevel least, boolean framed) {

    /**
     * Names the descriptor that records go to in frames. {@code bootstrap} makes the platform's pipe the standard
     * output of this process, so that no child can inherit it, and says so by this number.
     */
    private static final String FRAMES_VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD";

    private static final String STANDARD_OUTPUT = "1";

    /** By this environment. */
    public static LogSettings of(Map<String, String> environment) {
        return new LogSettings(
                LogFormat.of(environment.getOrDefault("AWS_LAMBDA_LOG_FORMAT", "")),
                LogLevel.named(environment.getOrDefault("AWS_LAMBDA_LOG_LEVEL", ""))
                        .orElse(LogLevel.INFO),
                STANDARD_OUTPUT.equals(environment.get(FRAMES_VARIABLE)));
    }

    /** The same for a file, which knows no frames. */
    LogSettings inLines() {
        return new LogSettings(format, least, /* framed= */ false);
    }

    /** The same, but everything is written. */
    LogSettings ofAllLevels() {
        return new LogSettings(format, LogLevel.TRACE, framed);
    }

    /** Whether records of this level are written. */
    boolean wants(LogLevel level) {
        return level.isAtLeast(least);
    }
}
