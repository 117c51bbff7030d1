package dev.openruntime.sidecar.metrics.http;

import dev.openruntime.sidecar.metrics.output.Batch;
import dev.openruntime.sidecar.metrics.output.Delivery;
import dev.openruntime.sidecar.metrics.output.Output;
import java.time.Duration;

/** An output that posts. A batch goes to the path that is its target, and may be posted twice. */
public interface HttpOutput extends Output {

    /** How it posts. */
    HttpPost post();

    @Override
    default boolean mayTakeTime() {
        return true;
    }

    @Override
    default boolean isRepeatable() {
        return true;
    }

    @Override
    default Delivery deliver(Batch batch, Duration within) {
        return post().post(batch.target(), batch.bytes(), within);
    }
}
