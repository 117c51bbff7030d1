package dev.openruntime.sidecar.catalog;

import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.discovery.Discovery;
import dev.openruntime.sidecar.metrics.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built-in sidecars, one constant each; a switch and no service loader, since the start path has no time to search
 * for what is known.
 *
 * <p>Settings are what stands under {@code with}, as plain values: {@code String}, {@code Boolean}, {@code Number},
 * {@code List<?>} and {@code Map<String, ?>} of these. Immutable; any thread.
 */
public enum BuiltIn {

    /** Tells children where services are. */
    DISCOVERY("discovery"),

    /** Sums up what children measure, and brings it out. */
    METRICS("metrics");

    private final String label;

    BuiltIn(String label) {
        this.label = label;
    }

    /** The name that {@code use} in the configuration refers to. */
    public String label() {
        return label;
    }

    /** The built-in of that name, as it is written in {@code use}. */
    public static Optional<BuiltIn> named(String label) {
        for (BuiltIn builtIn : values()) { // no stream on the start path: the first costs milliseconds
            if (builtIn.label.equals(label)) {
                return Optional.of(builtIn);
            }
        }
        return Optional.empty();
    }

    /** Whether it gathers what would be lost in a freeze, so that it is flushed even if nobody says when. */
    public boolean gathers() {
        return switch (this) {
            case DISCOVERY -> false;
            case METRICS -> true;
        };
    }

    /** Whether the supervisor's own meters are to be handed to one with these settings, which are checked. */
    public boolean takesOwnMeters(Map<String, Object> with) {
        return switch (this) {
            case DISCOVERY -> false;
            case METRICS -> Metrics.takesOwnMeters(with);
        };
    }

    /** All names, for messages. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(BuiltIn::label).toList();
    }

    /** All that is wrong with these settings; empty if nothing is. Without side effects. */
    public List<SettingProblem> check(Map<String, Object> with) {
        return switch (this) {
            case DISCOVERY -> Discovery.check(with);
            case METRICS -> Metrics.check(with);
        };
    }

    /**
     * Makes a sidecar that is not started yet.
     *
     * @throws IllegalArgumentException if {@link #check} would find problems
     */
    public Sidecar create(Map<String, Object> with) {
        return switch (this) {
            case DISCOVERY -> Discovery.create(with);
            case METRICS -> Metrics.create(with);
        };
    }

    /**
     * Reserves what one in a process of its own needs to be found by others before it is there. Takes a socket of the
     * calling process for good.
     *
     * @throws IllegalArgumentException if {@link #check} would find problems
     */
    public Reservation reserve(Map<String, Object> with) {
        return switch (this) {
            case DISCOVERY -> Discovery.reserve(with);
            case METRICS -> Metrics.reserve(with);
        };
    }

    /**
     * Makes the one in that process, not started yet.
     *
     * @param port of the reservation
     * @throws IllegalArgumentException if {@link #check} would find problems
     */
    public Sidecar createReserved(Map<String, Object> with, int port) {
        return switch (this) {
            case DISCOVERY -> Discovery.createReserved(with, port);
            case METRICS -> Metrics.createReserved(with, port);
        };
    }
}
