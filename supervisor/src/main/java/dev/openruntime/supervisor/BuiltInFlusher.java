package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.pipeline.FlushFailure;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.pipeline.Flusher;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Flushes a built-in sidecar. It keeps its time if the sidecar answers an interrupt, which is for it to say. */
record BuiltInFlusher(String name, FlushTerms terms, Flush sidecar, BooleanSupplier ready) implements Flusher {

    /** What is asked of the built-in, wherever it runs: as {@link Sidecar#flush}. */
    @FunctionalInterface
    interface Flush {

        void flush(Duration within) throws SidecarException, InterruptedException;
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }

    @Override
    public boolean keepsTime() {
        return false;
    }

    @Override
    public void flush(Deadline by) throws FlushFailure, InterruptedException {
        try {
            sidecar.flush(by.remaining());
        } catch (SidecarException e) {
            throw new FlushFailure(FlushFailure.Kind.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
