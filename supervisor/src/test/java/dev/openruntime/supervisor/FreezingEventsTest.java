package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.loop.Events;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class FreezingEventsTest {

    private final AtomicReference<Instant> wallClock = new AtomicReference<>(Instant.EPOCH);
    private final RunningTime time = new RunningTime();

    @Test
    void shouldLetRunningTimeStandOnlyWhileTheEventIsWaitedFor() throws Exception {
        boolean[] stoodInside = new boolean[1];
        FreezingEvents events = events(() -> {
            stoodInside[0] = time.stands();
            return event();
        });

        Invocation _ = events.next();

        assertThat(stoodInside[0]).isTrue();
        assertThat(time.stands()).isFalse();
    }

    @Test
    void shouldLetRunningTimeGoOnWhenTheSourceFails() {
        FreezingEvents events = events(() -> {
            throw new SourceFailure("gone");
        });

        assertThatExceptionOfType(SourceFailure.class).isThrownBy(events::next);

        assertThat(time.stands()).isFalse();
    }

    @Test
    void shouldKnowHowLongItWaitedByTheWallClockWhenTheOtherStoodToo() throws Exception {
        FreezingEvents events = events(() -> {
            wallClock.set(Instant.EPOCH.plusSeconds(7_200));
            return event();
        });

        Invocation _ = events.next();

        assertThat(events.stood()).isEqualTo(Duration.ofHours(2));
    }

    private FreezingEvents events(Events events) {
        return new FreezingEvents(events, time, wallClock::get);
    }

    private static Invocation event() {
        return new Invocation(
                "1",
                Body.EMPTY,
                Deadline.in(Duration.ofSeconds(1)),
                System.nanoTime(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
