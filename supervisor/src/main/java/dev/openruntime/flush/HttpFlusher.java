package dev.openruntime.flush;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.pipeline.FlushFailure;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.pipeline.Flusher;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Flushes a sidecar by an HTTP request, which it answers with a status from 200 to 299 when it has flushed.
 *
 * <p>The connection is kept from one flush to the next, which halves what a flush takes, and made anew where the
 * sidecar has closed it meanwhile: after a freeze, it may well have.
 */
public final class HttpFlusher implements Flusher {

    private final String name;
    private final FlushTerms terms;
    private final FlushRequest request;
    private final BooleanSupplier ready;
    private Optional<Connection> kept = Optional.empty();

    /** @param ready whether the sidecar is there to be flushed */
    public HttpFlusher(String name, FlushTerms terms, FlushRequest request, BooleanSupplier ready) {
        this.name = name;
        this.terms = terms;
        this.request = request;
        this.ready = ready;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FlushTerms terms() {
        return terms;
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }

    /** Only to look up the address of a name may take any time. */
    @Override
    public boolean keepsTime() {
        return request.address().isKnown();
    }

    @Override
    public void flush(Deadline by) throws FlushFailure {
        try {
            int status = exchange(by);
            if (status < 200 || status > 299) {
                throw failure(FlushFailure.Kind.FAILED, "answered " + status);
            }
        } catch (SocketTimeoutException | ClosedByInterruptException e) {
            throw failure(FlushFailure.Kind.TIMED_OUT, "gave no answer in time");
        } catch (AnswerReader.NotHttpException e) {
            throw failure(FlushFailure.Kind.PROTOCOL, String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            throw failure(FlushFailure.Kind.UNREACHABLE, "hung up without an answer");
        } catch (IOException e) {
            throw failure(FlushFailure.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private int exchange(Deadline by) throws IOException {
        Optional<Connection> open = takeKept();
        if (open.isPresent()) {
            AnswerReader reader = new AnswerReader(open.get(), by);
            try {
                return exchange(open.get(), reader, by);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                if (reader.hasBegun()) {
                    throw e;
                }
                // The sidecar closed it at this very moment: once more, on another. To flush twice does no harm.
            }
        }
        Connection connection = Connection.open(request.address(), by);
        return exchange(connection, new AnswerReader(connection, by), by);
    }

    private int exchange(Connection connection, AnswerReader reader, Deadline by) throws IOException {
        boolean keeps = false;
        try {
            connection.write(request.bytes(by), by);
            AnswerReader.Answer answer = reader.read();
            keeps = answer.keepsOpen();
            return answer.status();
        } finally {
            if (keeps) {
                kept = Optional.of(connection);
            } else {
                connection.close();
            }
        }
    }

    /** The connection of the last flush, if the sidecar has left it open. */
    private Optional<Connection> takeKept() throws IOException {
        Optional<Connection> last = kept;
        kept = Optional.empty();
        if (last.isPresent() && !last.get().isFresh()) {
            last.get().close();
            return Optional.empty();
        }
        return last;
    }

    private FlushFailure failure(FlushFailure.Kind kind, String what) {
        return new FlushFailure(kind, request.description() + " " + what);
    }
}
