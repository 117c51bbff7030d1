package dev.openruntime.loop;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Deadlines;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.StreamedBody.Part;
import dev.openruntime.pipeline.Pipeline;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Takes one streamed response from the handler to the source, part by part, on the invocation's thread. What keeps it
 * from being whole, the deadline among it, is told in its trailers. For one response.
 */
final class ResponsePump {

    private static final byte[] SEPARATOR = new byte[8];
    private static final int UNREACHABLE = 502;

    private final Pipeline pipeline;
    private final Invocation invocation;
    private final Outcome.Streamed response;
    private final Deadlines deadlines;
    private final Runnable beforeAnError;
    private long bytes;

    /** @param beforeAnError blocks for good where no failure is to be told any more */
    ResponsePump(
            Pipeline pipeline,
            Invocation invocation,
            Outcome.Streamed response,
            Deadlines deadlines,
            Runnable beforeAnError) {
        this.pipeline = pipeline;
        this.invocation = invocation;
        this.response = response;
        this.deadlines = deadlines;
        this.beforeAnError = beforeAnError;
    }

    /** How many bytes the source was given. */
    long bytes() {
        return bytes;
    }

    /** Blocks until the response is over; what it came to. */
    Outcome run(Outcomes outcomes) throws SourceFailure {
        int status = UNREACHABLE;
        try (ResponseSink sink = outcomes.stream(invocation, response.headers())) {
            Outcome outcome = send(sink);
            status = sink.status();
            return outcome;
        } finally {
            response.rest().over(status);
        }
    }

    private Outcome send(ResponseSink sink) throws SourceFailure {
        if (response.prelude().isPresent()) {
            write(sink, ByteBuffer.wrap(response.prelude().get().bytes()));
            write(sink, ByteBuffer.wrap(SEPARATOR));
        }
        Deadline until = deadlines.soft();
        while (sink.status() == 0) {
            Optional<Part> next = response.rest().next(until);
            if (next.isEmpty() && until == deadlines.soft()) {
                response.rest().cancel();
                until = deadlines.grace();
            } else if (next.isEmpty()) {
                List<String> lastLines = response.rest().kill("its streamed response was not whole in time");
                return fail(sink, pipeline.overdue(invocation, deadlines, lastLines));
            } else {
                Optional<Outcome> outcome = take(next.get(), sink);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
        return response;
    }

    private Optional<Outcome> take(Part part, ResponseSink sink) throws SourceFailure {
        return switch (part) {
            case Part.Chunk(ByteBuffer chunk) -> {
                write(sink, chunk);
                yield Optional.empty();
            }
            case Part.End(List<Header> trailers) -> {
                sink.finish(trailers);
                yield Optional.of(ErrorBody.inTrailers(trailers)
                        .<Outcome>map(error -> error)
                        .orElse(response));
            }
            case Part.Broken broken -> Optional.of(fail(sink, pipeline.broken(invocation, deadlines, broken)));
        };
    }

    private void write(ResponseSink sink, ByteBuffer chunk) throws SourceFailure {
        bytes += chunk.remaining();
        sink.write(chunk);
    }

    /** After the first byte an error has no other place than the trailers. */
    private Outcome fail(ResponseSink sink, Outcome.FunctionError error) throws SourceFailure {
        beforeAnError.run();
        Body body = error.body();
        sink.finish(List.of(
                new Header("Lambda-Runtime-Function-Error-Type", error.errorType()),
                new Header(
                        "Lambda-Runtime-Function-Error-Body",
                        Base64.getEncoder().encodeToString(body.bytes()))));
        return error;
    }
}
