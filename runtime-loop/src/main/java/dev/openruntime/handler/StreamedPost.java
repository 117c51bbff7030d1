package dev.openruntime.handler;

import dev.openruntime.http.MessageBody;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.WorkerFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * A response that a process posts while it makes it: the call is answered once its prelude is here, and the rest passes
 * by. What its prelude breaks off in is an ordinary truncated response. Belongs to the thread of its connection, but
 * for what the stream asks.
 */
final class StreamedPost implements ResponseStream.Owner {

    private static final int MOST_AT_ONCE = 64 * 1024;

    private final RuntimeApiHandler handler;
    private final Lifeline lifeline;
    private final HandlerListener listener;
    private final Exchange exchange;
    private final Event event;
    private final List<Header> headers;
    private final ResponseStream stream = new ResponseStream(this);
    private Optional<Prelude> prelude = Optional.of(new Prelude());

    StreamedPost(
            RuntimeApiHandler handler,
            Lifeline lifeline,
            HandlerListener listener,
            Exchange exchange,
            Event event,
            List<Header> headers) {
        this.handler = handler;
        this.lifeline = lifeline;
        this.listener = listener;
        this.exchange = exchange;
        this.event = event;
        this.headers = headers;
    }

    /** Passes all of it on; blocks while nobody takes it. */
    void pass(MessageBody body) {
        if (!Prelude.isIn(headers)) {
            begun(new Prelude.Found(Optional.empty(), Body.EMPTY));
        }
        byte[] bytes = new byte[MOST_AT_ONCE];
        try {
            for (int read = body.read(bytes, 0, bytes.length); read >= 0; read = body.read(bytes, 0, bytes.length)) {
                add(Arrays.copyOf(bytes, read));
            }
        } catch (IOException cutOff) {
            LoggerFactory.getLogger(StreamedPost.class).debug("a response of the handler broke off", cutOff);
            exchange.brokeOff();
            truncated();
            return;
        }
        prelude.ifPresent(without -> begun(without.none()));
        stream.end(body.trailers());
    }

    private void add(byte[] bytes) {
        if (prelude.isEmpty()) {
            stream.add(bytes);
        } else {
            prelude.get().add(bytes).ifPresent(this::begun);
        }
    }

    private void truncated() {
        if (prelude.isPresent()) {
            prelude = Optional.empty();
            RequestBody cut = new RequestBody.Truncated();
            exchange.answer(handler.complete(RuntimeState.INVOCATION_RESPONSE, event, headers, cut));
        } else {
            stream.cut();
        }
    }

    private void begun(Prelude.Found found) {
        prelude = Optional.empty();
        handler.streams(this);
        stream.add(found.rest().bytes());
        Outcome.Streamed streamed = new Outcome.Streamed(headers, found.prelude(), stream);
        if (!handler.begun(event, Answer.streaming(streamed))) {
            stream.over(HttpReply.accepted().status()); // the governor was faster: nobody wants it
        }
    }

    boolean comesOver(Connection connection) {
        return exchange.comesOver(connection);
    }

    /** Under which it is posted. */
    String requestId() {
        return event.requestId();
    }

    void died(WorkerFailure failure) {
        stream.died(failure);
    }

    @Override
    public void cancelled() {
        listener.cancelled();
    }

    @Override
    public List<String> replace(String reason) {
        lifeline.replace(reason);
        return lifeline.lastLines();
    }

    @Override
    public void answer(HttpReply reply) {
        handler.streamed(this);
        exchange.answer(reply, Deadline.in(RuntimeApiHandler.TAKEN_WITHIN)); // by the invocation's thread, perhaps
    }
}
