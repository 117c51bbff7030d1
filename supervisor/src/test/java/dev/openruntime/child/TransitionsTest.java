package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table, cell by cell: every state with every event. Special cases of single cells are in {@link CellsTest}. */
class TransitionsTest {

    /**
     * The next state of a child with all three probes, always restarted. {@code .} stays, and nothing is done;
     * {@code !} stays, and an internal error is reported.
     */
    private static final String NEXT = """
            state      START_REQUESTED RESTART_REQUESTED DEPENDENCIES_MET SPAWNED  SPAWN_FAILED BECAME_READY LOAD_FAILED LINE_PRINTED
            IDLE       SPAWNING        SPAWNING          !                !        !            .            .           .
            WAITING    .               .                 SPAWNING         !        !            .            .           .
            SPAWNING   !               !                 !                STARTING BACKOFF      !            !           !
            STARTING   .               REPLACING         !                !        !            READY        DYING       .
            READY      .               REPLACING         !                !        !            .            .           .
            UNREADY    .               REPLACING         !                !        !            .            .           .
            DYING      .               REPLACING         !                !        !            .            DYING       .
            REPLACING  .               .                 !                !        !            .            .           .
            BACKOFF    SPAWNING        SPAWNING          !                !        !            .            .           .
            STOPPING   .               REPLACING         !                !        !            .            .           .
            KILLING    .               REPLACING         !                !        !            .            .           .
            STOPPED    SPAWNING        SPAWNING          !                !        !            .            .           .
            FAILED     SPAWNING        SPAWNING          !                !        !            .            .           .
            COMPLETED  SPAWNING        SPAWNING          !                !        !            .            .           .

            state      STARTUP_TIMED_OUT HEALTHY_LONG_ENOUGH READINESS_FAILED READINESS_PASSED LIVENESS_FAILED EXITED
            IDLE       !                 !                   .                .                .               .
            WAITING    !                 !                   .                .                .               .
            SPAWNING   !                 !                   !                !                !               !
            STARTING   DYING             !                   !                !                !               DYING
            READY      !                 READY               UNREADY          .                DYING           DYING
            UNREADY    !                 !                   .                READY            DYING           DYING
            DYING      !                 !                   .                .                .               .
            REPLACING  !                 !                   .                .                .               .
            BACKOFF    !                 !                   .                .                .               .
            STOPPING   !                 !                   .                .                .               KILLING
            KILLING    !                 !                   .                .                .               .
            STOPPED    !                 !                   .                .                .               .
            FAILED     !                 !                   .                .                .               .
            COMPLETED  !                 !                   .                .                .               .

            state      KILL_REQUESTED TREE_KILLED BACKOFF_ELAPSED STOP_REQUESTED STOP_TIMED_OUT
            IDLE       .              !           !               STOPPED        !
            WAITING    .              !           !               STOPPED        !
            SPAWNING   !              !           !               !              !
            STARTING   REPLACING      !           !               STOPPING       !
            READY      REPLACING      !           !               STOPPING       !
            UNREADY    REPLACING      !           !               STOPPING       !
            DYING      .              BACKOFF     !               KILLING        !
            REPLACING  .              SPAWNING    !               KILLING        !
            BACKOFF    .              !           SPAWNING        STOPPED        !
            STOPPING   KILLING        !           !               STOPPING       KILLING
            KILLING    .              STOPPED     !               .              !
            STOPPED    .              !           !               .              !
            FAILED     .              !           !               .              !
            COMPLETED  .              !           !               .              !
            """;

    /** What is done in each cell that leads somewhere. */
    private static final String EFFECTS = """
            IDLE START_REQUESTED: spawn 2
            IDLE RESTART_REQUESTED: spawn 2
            IDLE STOP_REQUESTED: report Stopped
            WAITING DEPENDENCIES_MET: spawn 2
            WAITING STOP_REQUESTED: report Stopped
            SPAWNING SPAWNED: report Spawned, start STARTUP 3 s, probe
            SPAWNING SPAWN_FAILED: report Died, start BACKOFF 100 ms, report Backoff
            STARTING BECAME_READY: cancel STARTUP, stop probes, start checks, start HEALTHY 30 s, report Ready
            STARTING LOAD_FAILED: cancel STARTUP, stop probes, kill tree
            STARTING STARTUP_TIMED_OUT: cancel STARTUP, stop probes, kill tree
            STARTING EXITED: cancel STARTUP, stop probes, kill tree
            STARTING KILL_REQUESTED: cancel STARTUP, stop probes, kill tree
            STARTING RESTART_REQUESTED: cancel STARTUP, stop probes, kill tree
            STARTING STOP_REQUESTED: cancel STARTUP, stop probes, signal TERM, start STOP 200 ms
            READY HEALTHY_LONG_ENOUGH:
            READY READINESS_FAILED: cancel HEALTHY, report Unready
            READY LIVENESS_FAILED: cancel HEALTHY, stop probes, kill tree
            READY EXITED: cancel HEALTHY, stop probes, kill tree
            READY KILL_REQUESTED: cancel HEALTHY, stop probes, kill tree
            READY RESTART_REQUESTED: cancel HEALTHY, stop probes, kill tree
            READY STOP_REQUESTED: cancel HEALTHY, stop probes, signal TERM, start STOP 200 ms
            UNREADY READINESS_PASSED: start HEALTHY 30 s, report Ready
            UNREADY LIVENESS_FAILED: cancel HEALTHY, stop probes, kill tree
            UNREADY EXITED: cancel HEALTHY, stop probes, kill tree
            UNREADY KILL_REQUESTED: cancel HEALTHY, stop probes, kill tree
            UNREADY RESTART_REQUESTED: cancel HEALTHY, stop probes, kill tree
            UNREADY STOP_REQUESTED: cancel HEALTHY, stop probes, signal TERM, start STOP 200 ms
            DYING LOAD_FAILED:
            DYING RESTART_REQUESTED:
            DYING TREE_KILLED: report Died, start BACKOFF 90 ms, report Backoff
            DYING STOP_REQUESTED:
            REPLACING TREE_KILLED: report Killed, spawn 2
            REPLACING STOP_REQUESTED:
            BACKOFF START_REQUESTED: cancel BACKOFF, spawn 2
            BACKOFF RESTART_REQUESTED: cancel BACKOFF, spawn 2
            BACKOFF BACKOFF_ELAPSED: spawn 2
            BACKOFF STOP_REQUESTED: cancel BACKOFF, report Stopped
            STOPPING EXITED: cancel STOP, kill tree
            STOPPING KILL_REQUESTED: cancel STOP, kill tree
            STOPPING RESTART_REQUESTED: cancel STOP, kill tree
            STOPPING STOP_REQUESTED: start STOP 200 ms
            STOPPING STOP_TIMED_OUT: cancel STOP, kill tree
            KILLING RESTART_REQUESTED:
            KILLING TREE_KILLED: report Stopped
            STOPPED START_REQUESTED: spawn 2
            STOPPED RESTART_REQUESTED: spawn 2
            FAILED START_REQUESTED: spawn 2
            FAILED RESTART_REQUESTED: spawn 2
            COMPLETED START_REQUESTED: spawn 2
            COMPLETED RESTART_REQUESTED: spawn 2
            """;

    private static final Map<String, String> CELLS = cells();
    private static final Map<String, String> DONE = EFFECTS.lines()
            .collect(Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).strip()));

    static Stream<Arguments> everyStateWithEveryEvent() {
        return Arrays.stream(ChildState.Kind.values())
                .flatMap(state -> Arrays.stream(ChildEvent.Kind.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyStateWithEveryEvent")
    void shouldDoWhatTheTableSays(ChildState.Kind stateKind, ChildEvent.Kind eventKind) {
        String name = stateKind + " " + eventKind;
        ChildState state = Samples.state(stateKind);
        String cell = CELLS.getOrDefault(name, "no row or column");

        Transition transition = Transitions.next(Samples.spec(), state, Samples.event(eventKind));

        String effects =
                transition.effects().stream().map(TransitionsTest::words).collect(Collectors.joining(", "));
        switch (cell) {
            case "." -> {
                assertThat(transition.state()).isSameAs(state);
                assertThat(effects).isEmpty();
            }
            case "!" -> {
                assertThat(transition.state()).isSameAs(state);
                assertThat(effects).isEqualTo("report Trouble");
            }
            default -> {
                assertThat(transition.state().kind()).hasToString(cell);
                assertThat(effects).isEqualTo(DONE.get(name));
            }
        }
    }

    @Test
    void shouldHaveNoRowOrColumnTooMany() {
        assertThat(CELLS).hasSize(ChildState.Kind.values().length * ChildEvent.Kind.values().length);
        assertThat(CELLS.keySet()).containsAll(DONE.keySet());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyStateWithEveryEvent")
    void shouldPassOverWhatComesFromAnotherSpawn(ChildState.Kind stateKind, ChildEvent.Kind eventKind) {
        ChildEvent event = Samples.event(eventKind);
        ChildState later = Samples.state(stateKind, new History(7, 0, 0, Optional.empty()));

        Transition transition = Transitions.next(Samples.spec(), later, event);

        if (event.spawn() != ChildEvent.ANY_SPAWN) {
            assertThat(transition.state()).isSameAs(later);
            assertThat(transition.effects()).isEmpty();
        }
    }

    @Test
    void shouldGiveEachStateAndEventItsOwnKind() {
        assertThat(ChildState.class.getPermittedSubclasses()).hasSameSizeAs(ChildState.Kind.values());
        assertThat(Arrays.stream(ChildState.Kind.values())
                        .map(kind -> Samples.state(kind).kind()))
                .containsExactly(ChildState.Kind.values());
        assertThat(ChildEvent.class.getPermittedSubclasses()).hasSameSizeAs(ChildEvent.Kind.values());
        assertThat(Arrays.stream(ChildEvent.Kind.values())
                        .map(kind -> Samples.event(kind).kind()))
                .containsExactly(ChildEvent.Kind.values());
    }

    private static Map<String, String> cells() {
        Map<String, String> cells = new HashMap<>();
        List<String> events = new ArrayList<>();
        for (String line : NEXT.lines().filter(line -> !line.isBlank()).toList()) {
            List<String> words = List.of(line.split(" +"));
            if (words.getFirst().equals("state")) {
                events = words;
                continue;
            }
            for (int i = 1; i < events.size(); i++) {
                cells.put(words.getFirst() + " " + events.get(i), words.get(i));
            }
        }
        return cells;
    }

    private static String words(ChildEffect effect) {
        return switch (effect) {
            case ChildEffect.Spawn spawn -> "spawn " + spawn.spawn();
            case ChildEffect.Signal signal -> "signal " + signal.name();
            case ChildEffect.KillTree _ -> "kill tree";
            case ChildEffect.StartTimer timer -> "start " + timer.kind() + " " + Words.of(timer.delay());
            case ChildEffect.CancelTimer timer -> "cancel " + timer.kind();
            case ChildEffect.StartProbe _ -> "probe";
            case ChildEffect.StartChecks _ -> "start checks";
            case ChildEffect.StopProbes _ -> "stop probes";
            case ChildEffect.Report report ->
                "report " + report.notice().getClass().getSimpleName();
        };
    }
}
