package dev.openruntime.child;

import dev.openruntime.time.RunningTime;

/** To be joined to the probes of the package health. */
final class HealthChecker implements Checker {

    @Override
    public Check start(String child, PeriodicCheck check, RunningTime time, Verdicts verdicts) {
        throw new IllegalStateException("internal error: no periodic probe");
    }
}
