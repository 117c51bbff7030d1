package dev.openruntime.child;

import java.util.List;

/**
 * One cell of the table.
 *
 * @param state the next state
 * @param effects what is to be done, in this order
 */
record Transition(ChildState state, List<ChildEffect> effects) {

    Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(ChildState state, ChildEffect... effects) {
        return new Transition(state, List.of(effects));
    }
}
