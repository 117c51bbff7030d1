package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.pipeline.FlushFailure;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.pipeline.Flusher;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarException;
import java.util.function.BooleanSupplier;

/** Flushes a built-in sidecar that runs inside this process. It keeps its time if it answers an interrupt. */
record EmbeddedFlusher(String name, FlushTerms terms, Sidecar sidecar, BooleanSupplier ready) implements Flusher {

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
