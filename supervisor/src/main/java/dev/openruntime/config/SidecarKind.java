package dev.openruntime.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a sidecar is: a command of its own, or a built-in by name. */
public sealed interface SidecarKind {

    /**
     * What one of the two functions makes of it. Used before the first child is spawned, in place of a switch over
     * types: the JVM makes a class for each such switch when it first comes there, which takes milliseconds.
     */
    <T> T fold(Function<? super Command, ? extends T> ofCommand, Function<? super BuiltIn, ? extends T> ofBuiltIn);

    /**
     * A process of its own.
     *
     * @param words the words of the command, at least one; a relative first word with a slash is already resolved
     */
    record Command(List<String> words) implements SidecarKind {
        public Command {
            words = List.copyOf(words);
        }

        @Override
        public <T> T fold(
                Function<? super Command, ? extends T> ofCommand, Function<? super BuiltIn, ? extends T> ofBuiltIn) {
            return ofCommand.apply(this);
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

        @Override
        public <T> T fold(
                Function<? super Command, ? extends T> ofCommand, Function<? super BuiltIn, ? extends T> ofBuiltIn) {
            return ofBuiltIn.apply(this);
        }
    }
}
