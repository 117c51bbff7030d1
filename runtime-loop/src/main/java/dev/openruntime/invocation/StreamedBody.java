package dev.openruntime.invocation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The body of a response that is still being made. Whoever makes it is held up while nobody takes what is there, so
 * that little of it is in memory at any time. For one thread, which has to end it by {@link #over} or {@link #kill}.
 */
public interface StreamedBody {

    /** What comes next. */
    sealed interface Part {

        /** Bytes; never none. */
        record Chunk(ByteBuffer bytes) implements Part {}

        /** It is whole; the trailers may say that it isn't. */
        record End(List<Header> trailers) implements Part {}

        /** The rest won't come: whoever made it has gone. */
        record Broken(String errorType, String message, List<String> lastLines) implements Part {}
    }

    /** Blocks for the next part; empty once the deadline has passed, whether there is one or not. */
    Optional<Part> next(Deadline by);

    /** Tells whoever makes it that time is up, if there is a way to. */
    void cancel();

    /** Has whoever makes it killed and replaced, since time is up for good; what he printed last. */
    List<String> kill(String reason);

    /**
     * Nobody takes any more of it: whoever makes it is told how it was received, once he has said all.
     *
     * @param status of the platform's answer, as for any response; what has not come yet is dropped
     */
    void over(int status);
}
