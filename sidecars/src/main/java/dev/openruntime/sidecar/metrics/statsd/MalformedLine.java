package dev.openruntime.sidecar.metrics.statsd;

/** A line that is none of StatsD; the message says why. Cheap: somebody may send nothing else. */
final class MalformedLine extends Exception {

    private static final long serialVersionUID = 1;

    MalformedLine(String why) {
        super(why, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }

    MalformedLine(String why, Throwable cause) {
        super(why, cause, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
}
