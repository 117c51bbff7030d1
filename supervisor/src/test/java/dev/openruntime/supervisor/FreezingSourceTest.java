package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.ResponseSink;
import dev.openruntime.loop.Source;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class FreezingSourceTest {

    private final AtomicReference<Instant> wallClock = new AtomicReference<>(Instant.EPOCH);
    private final RunningTime time = new RunningTime();

    @Test
    void shouldLetRunningTimeStandOnlyWhileTheEventIsWaitedFor() throws Exception {
        boolean[] stoodInside = new boolean[1];
        FreezingSource source = source(() -> {
            stoodInside[0] = time.stands();
            return event();
        });

        Invocation _ = source.next();

        assertThat(stoodInside[0]).isTrue();
        assertThat(time.stands()).isFalse();
    }

    @Test
    void shouldLetRunningTimeGoOnWhenTheSourceFails() {
        FreezingSource source = source(() -> {
            throw new SourceFailure("gone");
        });

        assertThatExceptionOfType(SourceFailure.class).isThrownBy(source::next);

        assertThat(time.stands()).isFalse();
    }

    @Test
    void shouldKnowHowLongItWaitedByTheWallClockWhenTheOtherStoodToo() throws Exception {
        FreezingSource source = source(() -> {
            wallClock.set(Instant.EPOCH.plusSeconds(7_200));
            return event();
        });

        Invocation _ = source.next();

        assertThat(source.stood()).isEqualTo(Duration.ofHours(2));
    }

    /** Gives an event, or fails. */
    private interface Next {

        Invocation give() throws SourceFailure;
    }

    private FreezingSource source(Next next) {
        Source scripted = new Source() {
            @Override
            public Invocation next() throws SourceFailure {
                return next.give();
            }

            @Override
            public void post(Invocation invocation, Outcome.Whole outcome) {}

            @Override
            public ResponseSink stream(Invocation invocation, List<Header> headers) {
                throw new AssertionError("nothing here streams");
            }
        };
        return new FreezingSource(scripted, time, wallClock::get);
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
