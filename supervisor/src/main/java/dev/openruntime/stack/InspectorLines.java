package dev.openruntime.stack;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.process.LineTap;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes what Node prints of its inspector, which nobody but us asked for, and learns from it where the inspector is.
 */
final class InspectorLines implements LineTap {

    private static final String LISTENS = "Debugger listening on ";
    private static final List<String> OTHERS = List.of(
            "For help, see: https://nodejs.org/",
            "Debugger attached.",
            "Debugger ending on ws://",
            "Waiting for the debugger to disconnect...",
            "Starting inspector on ");

    private final CompletableFuture<String> address = new CompletableFuture<>();

    @Override
    public boolean takes(String line) {
        if (line.startsWith(LISTENS)) {
            boolean _ = address.complete(line.substring(LISTENS.length()).strip());
            return true;
        }
        return OTHERS.stream().anyMatch(line::startsWith);
    }

    /** Where to reach it; empty where it isn't said by the deadline, or isn't on this machine. */
    Optional<URI> address(Deadline by) {
        try {
            URI uri = URI.create(address.get(by.remainingNanos(), TimeUnit.NANOSECONDS));
            boolean ours = "ws".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost()) && uri.getPort() > 0;
            return ours ? Optional.of(uri) : Optional.empty();
        } catch (TimeoutException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: an address is never completed by an exception", e);
        }
    }
}
