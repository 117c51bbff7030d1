package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtensionStateTest {
    /** Every legal move; whatever is not here is refused. */
    private static final Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> LEGAL = Map.of(
            ExtensionState.REGISTERED,
            Map.of(
                    ExtensionEvent.NEXT, ExtensionState.READY,
                    ExtensionEvent.INIT_ERROR, ExtensionState.INIT_ERROR,
                    ExtensionEvent.EXIT_ERROR, ExtensionState.EXIT_ERROR),
            ExtensionState.READY,
            Map.of(
                    ExtensionEvent.EVENT_SERVED, ExtensionState.RUNNING,
                    ExtensionEvent.WAITER_LOST, ExtensionState.AWAY,
                    ExtensionEvent.EXIT_ERROR, ExtensionState.EXIT_ERROR),
            ExtensionState.AWAY,
            Map.of(
                    ExtensionEvent.NEXT, ExtensionState.READY,
                    ExtensionEvent.EXIT_ERROR, ExtensionState.EXIT_ERROR),
            ExtensionState.RUNNING,
            Map.of(
                    ExtensionEvent.NEXT, ExtensionState.READY,
                    ExtensionEvent.EXIT_ERROR, ExtensionState.EXIT_ERROR),
            ExtensionState.INIT_ERROR,
            Map.of(ExtensionEvent.INIT_ERROR, ExtensionState.INIT_ERROR),
            ExtensionState.EXIT_ERROR,
            Map.of(ExtensionEvent.EXIT_ERROR, ExtensionState.EXIT_ERROR));

    @ParameterizedTest
    @EnumSource
    void shouldMakeEveryLegalMoveAndRefuseAllOthers(ExtensionState state) {
        Map<ExtensionEvent, ExtensionState> moves = new HashMap<>();

        for (ExtensionEvent event : ExtensionEvent.values()) {
            state.on(event).ifPresent(next -> moves.put(event, next));
        }

        assertThat(moves).isEqualTo(LEGAL.get(state));
    }

    @Test
    void shouldRefuseInThePlatformsWords() {
        assertThat(ExtensionState.AWAY.refusal(ExtensionEvent.INIT_ERROR, "4711"))
                .isEqualTo("State transition from Ready to InitError failed for extension 4711."
                        + " Error: State transition is not allowed");
    }
}
