package dev.openruntime.emulator;

import java.util.OptionalLong;

/**
 * When the runtime posted its answer, on the monotonic clock.
 *
 * @param begun when the head of the post had arrived
 * @param completed when all of it had
 */
record PostTimes(OptionalLong begun, OptionalLong completed) {
    static final PostTimes NONE = new PostTimes(OptionalLong.empty(), OptionalLong.empty());

    static PostTimes begunNow() {
        return new PostTimes(OptionalLong.of(System.nanoTime()), OptionalLong.empty());
    }

    PostTimes completedNow() {
        return new PostTimes(begun, OptionalLong.of(System.nanoTime()));
    }
}
