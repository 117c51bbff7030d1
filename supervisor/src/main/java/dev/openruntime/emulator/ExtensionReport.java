package dev.openruntime.emulator;

import java.util.List;
import java.util.Optional;

/**
 * How an extension came out of init.
 *
 * @param state as the platform calls it
 * @param events that it registered for
 * @param errorType why it was of no use, if so
 */
record ExtensionReport(String name, String state, List<String> events, Optional<String> errorType) {
    /** Copies the events. */
    ExtensionReport {
        events = List.copyOf(events);
    }
}
