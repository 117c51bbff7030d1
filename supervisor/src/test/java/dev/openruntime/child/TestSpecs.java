package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Declarations for tests with real time: backoffs of a millisecond, and all the patience a busy machine needs. */
final class TestSpecs {

    static final Duration LONG = Duration.ofSeconds(20);

    private TestSpecs() {}

    static ChildSpec worker(String name, ChildRole role) {
        return spec(name, role, new Startup.SaysSo(LONG), RestartPolicy.When.ALWAYS, Map.of());
    }

    static ChildSpec dependent(String name, Map<String, Condition> dependsOn) {
        return spec(name, ChildRole.SIDECAR, new Startup.SaysSo(LONG), RestartPolicy.When.ALWAYS, dependsOn);
    }

    static ChildSpec spec(
            String name, ChildRole role, Startup startup, RestartPolicy.When when, Map<String, Condition> dependsOn) {
        Duration tick = Duration.ofMillis(1);
        return new ChildSpec(
                name,
                role,
                true,
                dependsOn,
                startup,
                new RestartPolicy(when, tick, 1, tick, LONG),
                new StopSpec("TERM", LONG));
    }

    /** One that dies, and isn't back in the time of a test. */
    static ChildSpec slowToReturn(String name) {
        return new ChildSpec(
                name,
                ChildRole.SIDECAR,
                true,
                Map.of(),
                new Startup.SaysSo(LONG),
                new RestartPolicy(RestartPolicy.When.ALWAYS, Duration.ofHours(1), 1, Duration.ofHours(1), LONG),
                new StopSpec("TERM", LONG));
    }

    /** The time, never going back. */
    static InstantSource time() {
        Instant origin = Instant.now();
        long nanos = System.nanoTime();
        return () -> origin.plusNanos(System.nanoTime() - nanos);
    }
}
