package dev.openruntime.child;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is declared of one child.
 *
 * @param name unique among all children
 * @param role what it is for
 * @param required whether its absence is anybody's concern; kept for those who ask, the lifecycle is the same
 * @param dependsOn the names of others and what is waited for, before the first spawn, and after a stop or a failure
 * @param startup how it becomes ready
 * @param readiness what tells, once it has become ready, whether it is so still; none: it is, for as long as it is up
 * @param liveness what tells, once it has become ready, whether it has to be killed and restarted
 * @param restart what follows a death
 * @param stop how it is asked to end
 */
public record ChildSpec(
        String name,
        ChildRole role,
        boolean required,
        Map<String, Condition> dependsOn,
        Startup startup,
        Optional<PeriodicCheck> readiness,
        Optional<PeriodicCheck> liveness,
        RestartPolicy restart,
        StopSpec stop) {

    public ChildSpec {
        dependsOn = Collections.unmodifiableMap(new LinkedHashMap<>(dependsOn)); // in their order
    }

    /** One that isn't probed any more once it is ready. */
    public ChildSpec(
            String name,
            ChildRole role,
            boolean required,
            Map<String, Condition> dependsOn,
            Startup startup,
            RestartPolicy restart,
            StopSpec stop) {
        this(name, role, required, dependsOn, startup, Optional.empty(), Optional.empty(), restart, stop);
    }

    /** The same, and probed so where nothing else is declared. */
    public ChildSpec orWithLiveness(PeriodicCheck usual) {
        return new ChildSpec(
                name,
                role,
                required,
                dependsOn,
                startup,
                readiness,
                liveness.or(() -> Optional.of(usual)),
                restart,
                stop);
    }

    /** Whether it does its work once and ends, and is ready when it has. */
    public boolean isOneShot() {
        return startup instanceof Startup.Completes;
    }

    /** Whether it is probed for as long as it is up. */
    boolean isChecked() {
        return readiness.isPresent() || liveness.isPresent();
    }
}
