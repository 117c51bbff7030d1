package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.WorkerFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Optional;

/**
 * A response that a process posts while it makes it: the call is answered once its prelude is here, and the rest passes
 * by. What its prelude breaks off in is an ordinary truncated response. Event loop only, but for what the stream asks.
 */
final class StreamedPost implements ResponseStream.Owner {

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

    /** The head is here. */
    void begin() {
        if (!Prelude.isIn(headers)) {
            begun(new Prelude.Found(Optional.empty(), Body.EMPTY));
        }
    }

    void add(ByteBuf content) {
        byte[] bytes = ByteBufUtil.getBytes(content);
        if (prelude.isEmpty()) {
            stream.add(bytes);
        } else {
            prelude.get().add(bytes).ifPresent(this::begun);
        }
    }

    void end(List<Header> trailers) {
        prelude.ifPresent(without -> begun(without.none()));
        stream.end(trailers);
    }

    /** The rest of it won't come. */
    void truncated() {
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

    /** Under which it is posted. */
    String requestId() {
        return event.requestId();
    }

    void died(WorkerFailure failure) {
        stream.died(failure);
    }

    @Override
    public void reads() {
        exchange.reads(stream::wantsMore);
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
        exchange.answer(reply);
    }
}
