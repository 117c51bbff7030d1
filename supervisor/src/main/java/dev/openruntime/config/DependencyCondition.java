package dev.openruntime.config;

/** How far another child must be. */
public sealed interface DependencyCondition {

    /** As it would be written in a file, in a word or two. */
    default String shown() {
        return switch (this) {
            case Started _ -> "started";
            case Healthy _ -> "healthy";
            case Completed _ -> "completed";
            case Logged logged -> "logged \"" + logged.regex() + "\"";
        };
    }

    /** Its process is spawned (a built-in: its start has begun). */
    record Started() implements DependencyCondition {}

    /** It is ready. */
    record Healthy() implements DependencyCondition {}

    /** It has ended with status 0. It is never restarted. */
    record Completed() implements DependencyCondition {}

    /**
     * It has printed a line.
     *
     * @param regex is found in the line; compiles. That of the other's startup probe, if the dependent names none
     */
    record Logged(String regex) implements DependencyCondition {}
}
