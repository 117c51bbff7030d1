package dev.openruntime.child;

import dev.openruntime.health.Answer;
import dev.openruntime.health.PeriodicProbe;
import dev.openruntime.health.ProbeReport;
import java.util.concurrent.CompletableFuture;

/** Probes children that are up. */
interface Checker {

    /** A probe that was started. Any thread. */
    interface Check {

        void stop();

        ProbeReport report();

        /** Asks now; when it completes, the listener knows of a verdict that comes of it. */
        CompletableFuture<Answer> refresh();
    }

    /** Starts to probe; it goes on until it is stopped. A child that has just become ready passes, until it fails. */
    Check start(String child, PeriodicCheck check, PeriodicProbe.Listener listener);
}
