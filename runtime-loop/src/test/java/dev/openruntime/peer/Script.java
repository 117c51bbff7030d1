package dev.openruntime.peer;

import java.io.IOException;

/** What a peer does about a frame, on the thread on which it would read the next. */
@FunctionalInterface
public interface Script {

    /** Acts; to do nothing is to leave it unanswered. */
    void act(Turn turn) throws IOException;

    /** Answers with this action and text. */
    static Script answer(String action, String text) {
        return turn -> turn.answer(action, text);
    }

    /** Hears, and says nothing. */
    static Script silence() {
        return turn -> {};
    }
}
