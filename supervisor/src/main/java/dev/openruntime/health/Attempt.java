package dev.openruntime.health;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

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
    private Optional<Socket> socket = Optional.empty(); // guarded by lock: closing it ends what is under way
    private Optional<Thread> thread = Optional.empty(); // guarded by lock: interrupting it does
    private boolean aborted; // guarded by lock
    private volatile long begun = System.nanoTime();
    private volatile boolean answered;
    private volatile long ended; // when it was answered

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
            thread.ifPresent(Thread::interrupt);
            socket.ifPresent(Attempt::close); // which never waits
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
            return ask(limit);
        } finally {
            noteAnswer();
            forgetEnding();
        }
    }

    /** How long it took to its answer, or has taken up to now; the time of a freeze, too. */
    Duration age() {
        return Duration.ofNanos((answered ? ended : System.nanoTime()) - begun);
    }

    /** Whether there is an answer, so that it only has to clean up. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether it took longer than it can have, unless all was frozen. */
    boolean isLate() {
        return age().compareTo(voidAfter(timeout)) > 0;
    }

    /** From now on another thread ends it by closing this. */
    void endByClosing(Socket next) throws IOException {
        synchronized (lock) {
            refuseIfAborted();
            socket = Optional.of(next);
        }
    }

    /** From now on another thread ends it by interrupting this one. */
    void endByInterrupting(Thread current) throws IOException {
        synchronized (lock) {
            refuseIfAborted();
            thread = Optional.of(current);
        }
    }

    private void refuseIfAborted() throws IOException {
        if (aborted) {
            throw new InterruptedIOException("stopped");
        }
    }

    private void forgetEnding() {
        synchronized (lock) {
            socket = Optional.empty();
            if (thread.isPresent()) {
                thread = Optional.empty();
                boolean _ = Thread.interrupted(); // it came from here
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("internal error: cannot close a probe's socket", e);
        }
    }

    private void noteAnswer() {
        if (!answered) {
            ended = System.nanoTime();
            answered = true;
        }
    }

    /** No pattern switch: the first costs milliseconds, and this is on the way to the first event. */
    private String ask(TimeLimit limit) throws IOException {
        if (target instanceof Target.Http http) {
            return askHttp(http, limit);
        }
        if (target instanceof Target.Tcp tcp) {
            return askOpen(tcp.address(), limit);
        }
        if (target instanceof Target.Unix unix) {
            return askOpen(unix.address(), limit);
        }
        return askExit((Target.Exec) target);
    }

    private String askHttp(Target.Http http, TimeLimit limit) throws IOException {
        try (Connection connection = open(http.address(), limit)) {
            return target.description() + " " + HttpQuestion.ask(http, connection);
        }
    }

    private String askOpen(Address address, TimeLimit limit) throws IOException {
        open(address, limit).close();
        return target.description() + " open";
    }

    private Connection open(Address address, TimeLimit limit) throws IOException {
        return address instanceof Address.UnixSocket socket
                ? UnixConnection.open(socket.path(), limit, this)
                : PortConnection.open((Address.Port) address, limit, this);
    }

    /** An answer that has come isn't late for the time that it takes to kill what is left of the command. */
    private String askExit(Target.Exec exec) throws IOException {
        endByInterrupting(Thread.currentThread());
        try (Execution.Run run = exec.execution().start()) {
            try {
                return target.description() + ": " + run.await(timeout);
            } finally {
                noteAnswer();
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
        Address address = switch (target) {
            case Target.Unix unix -> unix.address();
            case Target.Http http -> http.address();
            case Target.Tcp tcp -> tcp.address();
            case Target.Exec _ -> throw new IllegalStateException("internal error: a command has no socket");
        };
        return address instanceof Address.UnixSocket socket && Files.notExists(socket.path());
    }
}
