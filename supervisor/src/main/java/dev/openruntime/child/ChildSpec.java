package dev.openruntime.child;

import java.util.Map;

/**
 * What is declared of one child.
 *
 * @param name unique among all children
 * @param role what it is for
 * @param required whether its absence is anybody's concern; kept for those who ask, the lifecycle is the same
 * @param dependsOn the names of others and what is waited for, before the first spawn only
 * @param startup how it becomes ready
 * @param restart what follows a death
 * @param stop how it is asked to end
 */
public record ChildSpec(
        String name,
        ChildRole role,
        boolean required,
        Map<String, Condition> dependsOn,
        Startup startup,
        RestartPolicy restart,
        StopSpec stop) {

    public ChildSpec {
        dependsOn = Map.copyOf(dependsOn);
    }
}
