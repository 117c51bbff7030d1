package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an invocation may take, and how long before that the supervisor ends it itself.
 *
 * @param margin as the file says it; whoever applies it takes no more than {@value #MOST_PERCENT} percent of what is
 *     left
 * @param max from an event's arrival to what is posted, where that is to be less than the platform allows; no limit of
 *     ours if empty
 * @param stack whether a worker that hears nothing may be made to open its debugger's port, to see where it is
 */
public record DeadlineConfig(Margin margin, Optional<Duration> max, Stack stack) {

    /** Names {@link Stack#ON} where no configuration says otherwise; {@code invoke} and {@code dev} set it. */
    public static final String STACK_VARIABLE = "OPEN_RUNTIME_STACK";

    /** Whether ports are opened for an error to have a stack. */
    public enum Stack implements Word {
        /** A loopback port, for a moment, when a call's time is up. */
        ON("on"),
        /** Never. */
        OFF("off");

        private final String word;

        Stack(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The margin never takes more than this share of the time that is left when the event arrives. */
    public static final int MOST_PERCENT = 20;

    /** 500 ms, and no ports. */
    public static final DeadlineConfig DEFAULT =
            new DeadlineConfig(new Margin.Fixed(Duration.ofMillis(500)), Optional.empty(), Stack.OFF);
}
