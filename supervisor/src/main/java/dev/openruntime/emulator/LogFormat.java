package dev.openruntime.emulator;

/** How the platform's own lines are written, and what {@code AWS_LAMBDA_LOG_FORMAT} tells the bootstrap. */
public enum LogFormat {
    /** {@code START}, {@code END} and {@code REPORT} lines. */
    TEXT("Text"),
    /** One JSON object a line, as {@code {"time":…,"type":"platform.start","record":{…}}}. */
    JSON("JSON");

    private final String variable;

    LogFormat(String variable) {
        this.variable = variable;
    }

    /** The value of {@code AWS_LAMBDA_LOG_FORMAT}. */
    String variable() {
        return variable;
    }
}
