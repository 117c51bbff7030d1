package dev.openruntime.telemetry;

import java.util.Locale;

/** How log lines look: {@code AWS_LAMBDA_LOG_FORMAT}, read without regard to case. */
public enum LogFormat {
    TEXT,
    JSON;

    static LogFormat of(String value) {
        return "json".equals(value.toLowerCase(Locale.ROOT)) ? JSON : TEXT;
    }
}
