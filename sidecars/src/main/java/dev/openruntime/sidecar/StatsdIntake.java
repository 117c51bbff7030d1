package dev.openruntime.sidecar;

/** A built-in that takes metrics from within the process, too, as lines of StatsD. */
@FunctionalInterface
public interface StatsdIntake {

    /** Takes these lines. Any thread, at any time, before a start too; at once. */
    void take(String lines);
}
