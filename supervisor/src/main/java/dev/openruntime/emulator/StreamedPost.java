package dev.openruntime.emulator;

import java.util.Map;
import java.util.Optional;

/** A response that a runtime posts while it makes it, on its way to a caller who takes it so. */
final class StreamedPost {
    private StreamedPost() {}

    /** Passes a response on to its end, on the thread of the post; what the runtime is told. */
    static HttpAnswer pass(LiveBody body, Invocation invocation, LiveResponse response) {
        invocation.begin(response);
        long bytes = 0;
        while (true) {
            switch (body.next()) {
                case LiveBody.Part.Chunk(byte[] chunk) -> {
                    bytes += chunk.length;
                    if (bytes <= Emulator.MAX_STREAMED_BYTES) {
                        response.put(chunk);
                    } else {
                        invocation.fail(
                                PlatformError.tooLarge(bytes, Emulator.MAX_STREAMED_BYTES),
                                InvocationReport.Status.FAILURE);
                        return HttpAnswer.tooLarge(Emulator.MAX_STREAMED_BYTES);
                    }
                }
                case LiveBody.Part.End(Map<String, String> trailers) -> {
                    Optional<PlatformError> error = StreamError.of(trailers);
                    if (error.isPresent()) {
                        invocation.fail(error.get(), InvocationReport.Status.ERROR);
                    } else {
                        invocation.end(response, bytes);
                    }
                    return HttpAnswer.accepted();
                }
                case LiveBody.Part.Cut() -> {
                    invocation.fail(PlatformError.truncated(), InvocationReport.Status.FAILURE);
                    return HttpAnswer.truncated();
                }
            }
        }
    }
}
