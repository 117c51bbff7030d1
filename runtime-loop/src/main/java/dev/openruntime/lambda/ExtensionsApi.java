package dev.openruntime.lambda;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda Extensions API, version 2020-01-01, used for one thing: where at least one extension is registered, the
 * platform sends SIGTERM before SIGKILL. So the supervisor registers an internal one that wants no events.
 *
 * <p>Belongs to the thread that runs {@link #stayRegistered}, which never gets an event and so never returns before the
 * process ends.
 */
public final class ExtensionsApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExtensionsApi.class);
    private static final int OK = 200;

    private final HttpConnection connection;
    private final Requests requests;

    ExtensionsApi(HttpConnection connection, String userAgent) {
        this.connection = connection;
        this.requests = new Requests(connection.address(), userAgent);
    }

    /** Registers; to be done before the first {@code next}. Where the platform offers no extensions it is refused. */
    public Registration register(String name) {
        try {
            Reply reply = connection.exchange(requests.register(name));
            Optional<String> identifier = reply.header("Lambda-Extension-Identifier");
            return reply.status() == OK && identifier.isPresent()
                    ? new Registration.Accepted(identifier.get())
                    : new Registration.Refused(reply.inWords());
        } catch (IOException e) {
            return new Registration.Refused(HttpConnection.inWords(e));
        }
    }

    /**
     * Says that the extension's own init is over, and blocks until the connection ends. Init never completes without
     * it.
     */
    public void stayRegistered(String identifier) {
        try {
            Reply reply = connection.exchange(requests.extensionNext(identifier));
            LOG.info("the platform ended the extension: {}", reply.inWords());
        } catch (IOException e) {
            LOG.debug("the extension's connection ended: {}", HttpConnection.inWords(e));
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
