package dev.openruntime.emulator;

import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes X-Ray trace headers for calls that bring none. */
final class TraceId {
    private TraceId() {}

    static String make(Instant now) {
        HexFormat hex = HexFormat.of();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "Root=1-" + hex.toHexDigits(now.getEpochSecond(), 8) + "-" + hex.toHexDigits(random.nextLong())
                + hex.toHexDigits(random.nextInt()) + ";Parent=" + hex.toHexDigits(random.nextLong()) + ";Sampled=0";
    }
}
