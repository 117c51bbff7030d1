package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import java.util.Optional;

/**
 * Hears what a worker says outside its answers. Called on the worker's reader thread, which reads nothing meanwhile: be
 * quick.
 */
public interface WorkerListener {

    /** The worker has loaded its user code and takes calls. Once. */
    void ready(Handshake handshake);

    /**
     * The worker could not load, or does not fit; its process is about to end or to be replaced. Once, instead of
     * ready.
     */
    void failedToLoad(Body error);

    /**
     * User code logged something.
     *
     * @param level as the worker wrote it, upper or lower case
     * @param fields JSON as text, an object by custom, or empty
     * @param requestId of the invocation that it belongs to, where known
     */
    void log(String level, String message, Optional<String> fields, Optional<String> requestId);

    /**
     * User code has measured something.
     *
     * @return whether anybody collects it
     */
    default boolean measured(MetricNote note) {
        return false;
    }

    /** Something was ignored: an unknown frame, a late or second answer. Told once a kind and worker. */
    void dropped(String what);
}
