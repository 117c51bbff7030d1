package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimeStateTest {
    /** Every legal move; whatever is not here is refused. */
    private static final Map<RuntimeState, Map<RuntimeEvent, RuntimeState>> LEGAL = Map.of(
            RuntimeState.STARTED,
            Map.of(
                    RuntimeEvent.NEXT, RuntimeState.READY,
                    RuntimeEvent.RESTORE_NEXT, RuntimeState.RESTORE_READY,
                    RuntimeEvent.INIT_ERROR, RuntimeState.INIT_ERROR),
            RuntimeState.RESTORE_READY,
            Map.of(RuntimeEvent.RESTORED, RuntimeState.RESTORING),
            RuntimeState.RESTORING,
            Map.of(RuntimeEvent.NEXT, RuntimeState.READY, RuntimeEvent.RESTORE_ERROR, RuntimeState.RESTORE_ERROR),
            RuntimeState.READY,
            Map.of(RuntimeEvent.NEXT, RuntimeState.READY, RuntimeEvent.EVENT_SERVED, RuntimeState.RUNNING),
            RuntimeState.RUNNING,
            Map.of(
                    RuntimeEvent.NEXT, RuntimeState.RUNNING,
                    RuntimeEvent.RESPONSE, RuntimeState.INVOCATION_RESPONSE,
                    RuntimeEvent.ERROR, RuntimeState.INVOCATION_ERROR_RESPONSE),
            RuntimeState.INVOCATION_RESPONSE,
            Map.of(RuntimeEvent.POST_COMPLETED, RuntimeState.RESPONSE_SENT),
            RuntimeState.INVOCATION_ERROR_RESPONSE,
            Map.of(RuntimeEvent.POST_COMPLETED, RuntimeState.RESPONSE_SENT),
            RuntimeState.RESPONSE_SENT,
            Map.of(RuntimeEvent.NEXT, RuntimeState.READY),
            RuntimeState.INIT_ERROR,
            Map.of(),
            RuntimeState.RESTORE_ERROR,
            Map.of());

    @ParameterizedTest
    @EnumSource
    void shouldMakeEveryLegalMoveAndRefuseAllOthers(RuntimeState state) {
        Map<RuntimeEvent, RuntimeState> moves = new HashMap<>();

        for (RuntimeEvent event : RuntimeEvent.values()) {
            state.on(event).ifPresent(next -> moves.put(event, next));
        }

        assertThat(moves).isEqualTo(LEGAL.get(state));
    }

    @Test
    void shouldRefuseInThePlatformsWords() {
        assertThat(RuntimeState.RESPONSE_SENT.refusal(RuntimeEvent.RESPONSE))
                .isEqualTo("State transition from RuntimeResponseSentState to InvocationResponse failed for runtime."
                        + " Error: State transition is not allowed");
    }
}
