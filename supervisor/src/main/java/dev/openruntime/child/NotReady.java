package dev.openruntime.child;

import java.util.List;

/**
 * One child that isn't ready although it was waited for.
 *
 * @param spec the child
 * @param reason why, in words that fit behind its name: its state, its probe's last answer, its exit
 * @param lastLines the last lines of its output, oldest first
 * @param hopeless whether no longer wait could have helped
 */
public record NotReady(ChildSpec spec, String reason, List<String> lastLines, boolean hopeless) {

    public NotReady {
        lastLines = List.copyOf(lastLines);
    }

    /** All of it for a person: {@code handler `agent` is not ready: why}, and the last lines. */
    public String message() {
        StringBuilder text = new StringBuilder()
                .append(
                        switch (spec.role()) {
                            case SIDECAR -> "sidecar `";
                            case MIDDLEWARE -> "middleware `";
                            case HANDLER -> "handler `";
                        })
                .append(spec.name())
                .append("` is not ready: ")
                .append(reason);
        if (!lastLines.isEmpty()) {
            text.append("; its last lines of output:");
            for (String line : lastLines) {
                text.append("\n  ").append(line);
            }
        }
        return text.toString();
    }
}
