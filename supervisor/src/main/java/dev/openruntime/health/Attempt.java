package dev.openruntime.health;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attempt at a target. Asked once, by one thread; {@link #abort} is for another. No connection and no process of it
 * is left when it has ended.
 */
final class Attempt {

    /** How late at least an answer is void, however short the timeout. */
    static final Duration LEAST_LATENESS = Duration.ofMillis(250);

    private final Target target;
    private final Duration timeout;
    private final Object lock = new Object();
    private Optional<Runnable> ending =
            Optional.empty(); // guarded by lock, and run under it: it interrupts or closes, and never blocks
    private boolean aborted; // guarded by lock
    private volatile long begun = System.nanoTime();
    private volatile OptionalLong answered = OptionalLong.empty();

    Attempt(Target target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /** How long after its beginning an answer is so late that all must have been frozen in between. */
    static Duration voidAfter(Duration timeout) {
        return timeout.plus(timeout.compareTo(LEAST_LATENESS) > 0 ? timeout : LEAST_LATENESS);
    }

    /** Ends it, if it is under way, and fails it, if it isn't. */
    void abort() {
        synchronized (lock) {
            aborted = true;
            ending.ifPresent(Runnable::run);
        }
    }

    /**
     * What a good target answered, in words.
     *
     * @throws IOException if it isn't good; {@link #words} says why
     */
    String ask() throws IOException {
        begun = System.nanoTime();
        TimeLimit limit = TimeLimit.in(timeout);
        try {
            return switch (target) {
                case Target.Http http -> askHttp(http, limit);
                case Target.Tcp tcp -> askOpen(PortConnection.open(tcp.address(), limit, this));
                case Target.Unix unix -> askOpen(UnixConnection.open(unix.path(), limit, this));
                case Target.Exec exec -> askExit(exec);
            };
        } finally {
            if (answered.isEmpty()) {
                answered = OptionalLong.of(System.nanoTime());
            }
            forgetEnding();
        }
    }

    /** How long it took to its answer, or has taken up to now; the time of a freeze, too. */
    Duration age() {
        return Duration.ofNanos(answered.orElseGet(System::nanoTime) - begun);
    }

    /** Whether there is an answer, so that it only has to clean up. */
    boolean isAnswered() {
        return answered.isPresent();
    }

    /** Whether it took longer than it can have, unless all was frozen. */
    boolean isLate() {
        return age().compareTo(voidAfter(timeout)) > 0;
    }

    /** How another thread ends what this one does next. */
    void endBy(Runnable next) throws IOException {
        synchronized (lock) {
            if (aborted) {
                throw new InterruptedIOException("stopped");
            }
            ending = Optional.of(next);
        }
    }

    private void forgetEnding() {
        synchronized (lock) {
            ending = Optional.empty();
            boolean _ = Thread.interrupted(); // it came from here
        }
    }

    private String askHttp(Target.Http http, TimeLimit limit) throws IOException {
        try (Connection connection = switch (http.address()) {
            case Address.Port port -> PortConnection.open(port, limit, this);
            case Address.UnixSocket socket -> UnixConnection.open(socket.path(), limit, this);
        }) {
            return target.description() + " " + HttpQuestion.ask(http, connection);
        }
    }

    private String askOpen(Connection connection) throws IOException {
        connection.close();
        return target.description() + " open";
    }

    /** An answer that has come isn't late for the time that it takes to kill what is left of the command. */
    private String askExit(Target.Exec exec) throws IOException {
        endBy(Thread.currentThread()::interrupt);
        try (Execution.Run run = exec.execution().start()) {
            try {
                return target.description() + ": " + run.await(timeout);
            } finally {
                answered = OptionalLong.of(System.nanoTime());
            }
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("stopped").initCause(e);
        }
    }

    /** Why an attempt failed, for a person. */
    String words(IOException e) {
        return target.description() + ": " + reason(e);
    }

    private String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        return e instanceof SocketException && socketFileIsMissing()
                ? "there is no such socket"
                : String.valueOf(e.getMessage());
    }

    private boolean socketFileIsMissing() {
        return switch (target) {
            case Target.Unix unix -> Files.notExists(unix.path());
            case Target.Http http ->
                switch (http.address()) {
                    case Address.UnixSocket(Path path) -> Files.notExists(path);
                    case Address.Port _ -> false;
                };
            case Target.Tcp _, Target.Exec _ -> false;
        };
    }
}
