package dev.openruntime.config;

import java.util.List;
import java.util.Map;

/** What a sidecar is: a command of its own, or a built-in by name. */
public sealed interface SidecarKind {

    /**
     * A process of its own.
     *
     * @param words the words of the command, at least one; a relative first word with a slash is already resolved
     */
    record Command(List<String> words) implements SidecarKind {
        public Command {
            words = List.copyOf(words);
        }
    }

    /**
     * A built-in.
     *
     * @param use the built-in's name, one of {@link BuiltIns#names()}
     * @param with its settings, already checked by {@link BuiltIns#check}: immutable maps, lists, strings, longs,
     *     doubles and booleans, in file order
     * @param isolation where it runs
     */
    record BuiltIn(String use, Map<String, Object> with, Isolation isolation) implements SidecarKind {
        public BuiltIn {
            with = Ordered.copy(with);
        }
    }
}
