package dev.openruntime.lambda;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.Source;
import dev.openruntime.loop.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda Runtime API, version 2018-06-01, as a source of invocations. Statuses are judged as AWS documents them:
 * 500 and whatever keeps {@code next} from working end the loop; a single outcome that isn't taken (400, 403, 413) does
 * not.
 *
 * <p>Belongs to one thread at a time: init's, then the invocation's.
 */
public final class RuntimeApi implements Source, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeApi.class);

    /** The platform's longest timeout, for local stand-ins that name no deadline. */
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(15);

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final HttpConnection connection;
    private final Requests requests;

    RuntimeApi(HttpConnection connection, String userAgent) {
        this.connection = connection;
        this.requests = new Requests(connection.address(), userAgent);
    }

    @Override
    public Invocation next() throws SourceFailure {
        Reply reply = exchange("next", requests.next());
        long arrived = System.nanoTime();
        if (reply.status() != OK) {
            throw new SourceFailure(
                    "the platform at " + connection.address() + " answered `next` with " + reply.inWords());
        }
        return invocation(reply, arrived);
    }

    @Override
    public void post(Invocation invocation, Outcome.Whole outcome) throws SourceFailure {
        String id = invocation.requestId();
        Request request = switch (outcome) {
            case Outcome.Response response -> requests.response(id, response);
            case Outcome.FunctionError error -> requests.error(id, error);
        };
        judge(id, exchange("the outcome of " + id, request));
    }

    @Override
    public StreamedResponse stream(Invocation invocation, List<Header> headers) throws SourceFailure {
        String id = invocation.requestId();
        return StreamedResponse.begin(connection, id, requests.streamed(id, headers));
    }

    /** What the platform says of an outcome. */
    static void judge(String requestId, Reply reply) throws SourceFailure {
        if (reply.status() >= SERVER_ERROR) {
            throw new SourceFailure(
                    "the platform can't go on: it answered the outcome of " + requestId + " with " + reply.inWords());
        }
        if (reply.status() != ACCEPTED) {
            LOG.warn("the platform did not take the outcome of {}: {}", requestId, reply.inWords());
        }
    }

    /**
     * Tells the platform why the function can't be initialised. The process has to exit afterwards.
     *
     * @throws SourceFailure where the platform is out of reach, or doesn't take it
     */
    public void postInitError(Outcome.FunctionError error) throws SourceFailure {
        Reply reply = exchange("the init error", requests.initError(error));
        if (reply.status() != ACCEPTED) {
            throw new SourceFailure("the platform did not take the init error: " + reply.inWords());
        }
    }

    /**
     * Says that init is over and the process may be kept as a snapshot; blocks until it is restored from that, days
     * later perhaps, and many times.
     *
     * @return false where the platform knows no snapshots; then there is nothing to wait for
     * @throws SourceFailure where the platform is out of reach, or refuses
     */
    public boolean restoreNext() throws SourceFailure {
        Reply reply = exchange("`restore/next`", requests.restoreNext());
        if (reply.status() == OK || reply.status() == NOT_FOUND) {
            return reply.status() == OK;
        }
        throw new SourceFailure(
                "the platform at " + connection.address() + " answered `restore/next` with " + reply.inWords());
    }

    /**
     * Tells the platform why the function can't go on from its snapshot. The process has to exit afterwards.
     *
     * @throws SourceFailure where the platform is out of reach, or doesn't take it
     */
    public void postRestoreError(Outcome.FunctionError error) throws SourceFailure {
        Reply reply = exchange("the restore error", requests.restoreError(error));
        if (reply.status() != ACCEPTED) {
            throw new SourceFailure("the platform did not take the restore error: " + reply.inWords());
        }
    }

    private Reply exchange(String what, Request request) throws SourceFailure {
        try {
            return connection.exchange(request);
        } catch (IOException e) {
            throw connection.failure(what, e);
        }
    }

    private static Invocation invocation(Reply reply, long arrived) throws SourceFailure {
        String requestId = reply.header("Lambda-Runtime-Aws-Request-Id")
                .orElseThrow(() -> new SourceFailure("the platform sent an event without a request id"));
        return new Invocation(
                requestId,
                reply.body(),
                deadline(reply.header("Lambda-Runtime-Deadline-Ms")),
                arrived,
                reply.header("Lambda-Runtime-Invoked-Function-Arn"),
                reply.header("Lambda-Runtime-Trace-Id"),
                reply.header("Lambda-Runtime-Aws-Tenant-Id"),
                reply.header("Lambda-Runtime-Client-Context"),
                reply.header("Lambda-Runtime-Cognito-Identity"),
                reply.header("Content-Type"),
                reply.platformHeaders());
    }

    private static Deadline deadline(Optional<String> epochMillis) throws SourceFailure {
        if (epochMillis.isEmpty()) {
            return Deadline.in(LONGEST_INVOCATION);
        }
        try {
            return Deadline.atEpochMillis(Long.parseLong(epochMillis.get().strip()));
        } catch (NumberFormatException e) {
            throw new SourceFailure("the platform sent a deadline that is no number: " + epochMillis.get(), e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
