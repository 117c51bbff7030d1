package dev.openruntime.emulator;

/** Whether the client of a waiting request is still there. Guarded by the monitor, which is told of a change. */
final class Presence {
    private boolean gone;

    Presence(Monitor monitor, Exchange exchange) {
        exchange.whenGone(() -> monitor.locked(() -> gone = true));
    }

    /** Lock held. */
    boolean isThere() {
        return !gone;
    }
}
