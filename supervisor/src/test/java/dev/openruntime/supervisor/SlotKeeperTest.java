package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Death;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.WorkerFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SlotKeeperTest {

    private final Instant now = Instant.now();
    private final Instant muchLater = now.plus(Duration.ofMinutes(5));
    private final SupervisedWorkers workers =
            new SupervisedWorkers(Map.of("auth", new WorkerSlot("auth"), "redact", new WorkerSlot("redact")));
    private final SlotKeeper keeper = new SlotKeeper(workers);

    @Test
    void shouldTellOfEachChildHowThatChildEnded() {
        keeper.died(middleware("auth"), 1, exit("exit 3", "no such table"));
        keeper.died(middleware("redact"), 1, exit("exit 4", "no such file"));

        keeper.backoff(middleware("auth"), now, muchLater);
        keeper.backoff(middleware("redact"), now, muchLater);

        assertIsAway("auth", "died: exit 3", "no such table");
        assertIsAway("redact", "died: exit 4", "no such file");
    }

    @Test
    void shouldTellThatAChildInBackoffWasKilled() {
        keeper.died(middleware("auth"), 1, exit("exit 3", "no such table"));
        keeper.killed(middleware("auth"), 2, now, "no answer to the cancel of its before call");

        keeper.backoff(middleware("auth"), now, muchLater);

        assertIsAway("auth", "was killed: no answer to the cancel of its before call");
    }

    @Test
    void shouldTellThatAChildIsNotSpawnedAgain() {
        keeper.failed(middleware("auth"), now, exit("exit 3", "no such table"));

        assertIsAway("auth", "died and is not spawned again: exit 3", "no such table");
    }

    @Test
    void shouldWaitForAChildThatIsSpawnedAgain() {
        keeper.died(middleware("auth"), 1, exit("exit 3"));
        keeper.backoff(middleware("auth"), now, muchLater);

        keeper.spawned(middleware("auth"), 2, now, OptionalLong.of(4711));

        assertIsAway("auth", "is still booting");
    }

    private void assertIsAway(String name, String how, String... lastLines) {
        assertThatThrownBy(() -> workers.acquire(name, Deadline.in(Duration.ZERO)))
                .isInstanceOf(WorkerFailure.class)
                .hasMessage("`" + name + "` is not there: it " + how)
                .extracting(failure -> ((WorkerFailure) failure).lastLines())
                .isEqualTo(List.of(lastLines));
    }

    private Death exit(String reason, String... lastLines) {
        return new Death(now, Death.Cause.EXITED, reason, List.of(lastLines));
    }

    private static ChildSpec middleware(String name) {
        Duration second = Duration.ofSeconds(1);
        return new ChildSpec(
                name,
                ChildRole.MIDDLEWARE,
                true,
                Map.of(),
                new Startup.SaysSo(second),
                new RestartPolicy(RestartPolicy.When.ALWAYS, second, 2, second, second),
                new StopSpec("TERM", second));
    }
}
