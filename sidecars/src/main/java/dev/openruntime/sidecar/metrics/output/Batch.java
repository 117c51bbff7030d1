package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Measured;
import java.util.List;

/** What is sent in one piece: taken as a whole or not at all. Whoever has it must not change its bytes. */
public final class Batch {

    private final String target;
    private final byte[] bytes;
    private final List<Measured> measured;

    /**
     * @param target where it goes, for outputs with several places; may be empty
     * @param bytes as they are sent
     * @param measured what is in it that was not sent before
     */
    public Batch(String target, byte[] bytes, List<Measured> measured) {
        this.target = target;
        this.bytes = bytes;
        this.measured = List.copyOf(measured);
    }

    /** Where it goes. */
    public String target() {
        return target;
    }

    /** As they are sent. */
    public byte[] bytes() {
        return bytes;
    }

    /** What is in it that was not sent before. */
    public List<Measured> measured() {
        return measured;
    }
}
