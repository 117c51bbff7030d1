package dev.openruntime.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of one invocation's log, as callers may ask for it. Any thread. */
final class LogTail {
    /** As much as the platform gives. */
    static final int MOST_BYTES = 4096;

    private byte[] kept = new byte[0];

    synchronized void add(String line) {
        byte[] added = (line + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(kept, kept.length + added.length);
        System.arraycopy(added, 0, all, kept.length, added.length);
        kept = all.length <= MOST_BYTES ? all : Arrays.copyOfRange(all, all.length - MOST_BYTES, all.length);
    }

    /** The last bytes; a character may be cut in two at their beginning, as on the platform. */
    synchronized byte[] bytes() {
        return kept.clone();
    }
}
