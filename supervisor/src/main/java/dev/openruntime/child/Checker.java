package dev.openruntime.child;

import dev.openruntime.time.RunningTime;

/** Probes children that are up. */
interface Checker {

    /** What is heard of a probe: only changes, by its thresholds. Called on a thread of the probe. */
    interface Verdicts {

        /** It fails no more; {@code answer} is the latest. */
        void passed(String answer);

        /** It fails; {@code answer} is the latest. */
        void failed(String answer);
    }

    /** A probe that was started. */
    interface Check {

        void stop();
    }

    /** Starts to probe; it goes on until it is stopped. A child that has just become ready passes, until it fails. */
    Check start(String child, PeriodicCheck check, RunningTime time, Verdicts verdicts);
}
