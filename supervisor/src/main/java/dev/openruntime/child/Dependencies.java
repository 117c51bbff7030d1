package dev.openruntime.child;

import java.util.Map;
import java.util.function.Function;

/** Whether that is there which a child depends on. Any thread; reads only. */
final class Dependencies {

    private final Board board;
    private final Function<String, LineWatch> lines;

    /** @param lines what is known of the output of each child, by its name */
    Dependencies(Board board, Function<String, LineWatch> lines) {
        this.board = board;
        this.lines = lines;
    }

    /** Whether all that it depends on is there. */
    boolean areMet(ChildSpec spec) {
        for (Map.Entry<String, Condition> dependency : spec.dependsOn().entrySet()) {
            if (!isMet(dependency.getKey(), dependency.getValue())) {
                return false;
            }
        }
        return true;
    }

    boolean isMet(String other, Condition condition) {
        ChildStatus status = board.status(other);
        boolean completed = status.state().past().completed();
        return switch (condition.kind()) {
            case STARTED -> status.state().isUp() || completed;
            case HEALTHY ->
                status.state().kind() == ChildState.Kind.READY || (status.spec().isOneShot() && completed);
            case COMPLETED -> completed;
            case LOGGED -> lines.apply(other).hasHeard(((Condition.Logged) condition).line());
        };
    }
}
