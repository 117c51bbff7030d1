package dev.openruntime.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the configuration must know of the built-in sidecars. Called on the thread that reads the file. */
public interface BuiltIns {

    /** The names that {@code use} may give. */
    Set<String> names();

    /** Whether this one is flushed after each response even if the file doesn't say so. */
    boolean gathers(String use);

    /**
     * Checks the settings of one sidecar without starting anything.
     *
     * @param use one of {@link #names()}
     * @param with the settings: immutable maps, lists, strings, longs, doubles and booleans; empty if the file has none
     * @return what is wrong with them; empty if they are in order
     */
    List<SettingProblem> check(String use, Map<String, Object> with);
}
