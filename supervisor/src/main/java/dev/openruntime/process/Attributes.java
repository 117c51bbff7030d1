package dev.openruntime.process;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a process is started with that the JDK can't give it. One that asks for any of it is started by bash, which sets
 * it and then becomes the program: about 3 ms more, nothing for those that ask for nothing.
 *
 * @param umask octal digits; empty: the supervisor's own
 * @param nice what is added to the supervisor's own niceness; empty: nothing
 * @param limits bytes, seconds or a number; what isn't named stays as it is
 * @param logPort the number of a {@link LogPort} that it finds open as a descriptor
 */
public record Attributes(Optional<String> umask, OptionalInt nice, Map<Limit, Long> limits, OptionalInt logPort) {

    /** Nothing is asked for. */
    public static final Attributes NONE = new Attributes(Optional.empty(), OptionalInt.empty(), Map.of());

    /** What a configuration may ask for. */
    public Attributes(Optional<String> umask, OptionalInt nice, Map<Limit, Long> limits) {
        this(umask, nice, limits, OptionalInt.empty());
    }

    public Attributes {
        limits = limits.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(limits));
        if (umask.isPresent() && !umask.get().matches("[0-7]{1,4}")) {
            throw new IllegalArgumentException("internal error: the umask " + umask.get() + " is not octal");
        }
    }

    /** Whether nothing is asked for. */
    public boolean isNone() {
        return umask.isEmpty() && nice.isEmpty() && limits.isEmpty() && logPort.isEmpty();
    }

    Attributes with(LogPort port) {
        return new Attributes(umask, nice, limits, OptionalInt.of(port.number()));
    }
}
