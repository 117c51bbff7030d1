package dev.openruntime.handler;

import dev.openruntime.http.HeadText;
import dev.openruntime.http.Incoming;
import dev.openruntime.http.MessageBody;
import dev.openruntime.http.NoHttpException;
import dev.openruntime.http.Outgoing;
import dev.openruntime.http.RequestHead;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.Watch;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the handler's process. Its thread reads requests one after the other, and goes on reading while one
 * waits for its answer, so that a client that leaves is noticed; what is sent ahead of that waits in the socket. An
 * answer is written by the thread that has it, and by no other at the time: there is one open request, answered once.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final byte[] CONTINUE =
            HeadText.reply("HTTP/1.1 100 Continue").bytes();

    /** What is moved by one system call at most; a socket whose client has read all takes it without blocking. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Serving serving;
    private final RuntimeApiHandler handler;
    private final PlatformRelay relay;
    private final SocketChannel channel;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Exchange> open = Optional.empty(); // guarded by lock, as the next
    private Optional<SocketChannel> platform = Optional.empty();
    private boolean answering;
    private boolean hears = true;
    private boolean cutOff;
    private volatile boolean sendsAhead;
    private volatile boolean isAway;

    Connection(Serving serving, RuntimeApiHandler handler, PlatformRelay relay, SocketChannel channel) {
        this.serving = serving;
        this.handler = handler;
        this.relay = relay;
        this.channel = channel;
        this.incoming = new Incoming(channel, BUFFER_BYTES);
        this.outgoing = new Outgoing(channel, BUFFER_BYTES);
    }

    /** Until its client leaves, or is cut off. On a thread of its own. */
    void serve() {
        try {
            hear();
            while (incoming.awaitSome()) {
                incoming.forget(); // to hang up on a client that still sends may take the last answer from it
            }
        } catch (IOException gone) {
            LOG.debug("a connection of the handler broke", gone); // its process was killed, most likely
        } finally {
            cutOff();
            over(/* hearsOn= */ false).ifPresent(handler::gone);
        }
    }

    private void hear() throws IOException {
        try {
            while (awaitRequest()) {
                RequestHead head = RequestHead.read(incoming);
                run(new Exchange(this, handler, head), head.body(incoming));
                if (!incoming.isDone()) {
                    sendsAhead = true;
                }
            }
        } catch (NoHttpException broken) {
            LOG.debug("a request of the handler can't be read", broken);
            write(HttpReply.noHttp(), /* hearsOn= */ false, Optional.empty());
        }
    }

    /** False: the client has said all, or what it says from now on can't be told apart. */
    private boolean awaitRequest() throws IOException {
        boolean comes = hears() && incoming.awaitSome();
        lock.lock();
        try {
            if (comes && open.isPresent() && !answering) {
                sendsAhead = true;
            }
            // After a whole request it has gone, for no client known half-closes a connection and then waits.
            while (open.isPresent() && (comes || !hears) && !cutOff) {
                changed.awaitUninterruptibly();
            }
            return comes && hears && !cutOff;
        } finally {
            lock.unlock();
        }
    }

    private void run(Exchange exchange, MessageBody body) throws IOException {
        lock.lock();
        try {
            open = Optional.of(exchange);
        } finally {
            lock.unlock();
        }
        if (exchange.head().expectsContinue()) {
            outgoing.put(CONTINUE).flush();
        }
        exchange.run(body);
    }

    /** Answers a request, unless its client has gone. Any thread. */
    void answer(Exchange exchange, HttpReply reply) {
        if (!beginsAnswer(exchange)) {
            return;
        }
        boolean hearsOn = hears() && exchange.head().keepsOpen();
        try {
            write(reply, hearsOn, Optional.of(exchange.head()));
        } catch (IOException gone) {
            LOG.debug("a client of the handler left before its answer", gone);
            cutOff();
        }
        Optional<Exchange> _ = over(hearsOn);
    }

    /** The same with what may be long: blocks until the deadline at most, when the client is cut off. */
    void answer(Exchange exchange, HttpReply reply, Deadline by) {
        if (reply.body().length() <= BUFFER_BYTES / 2 && !sendsAhead) {
            answer(exchange, reply);
            return;
        }
        Future<?> guard = Watch.at(by, this::cutOff);
        answer(exchange, reply);
        guard.cancel(/* mayInterruptIfRunning= */ false);
    }

    private void write(HttpReply reply, boolean hearsOn, Optional<RequestHead> asked) throws IOException {
        HeadText head = HeadText.reply(reply.statusLine())
                .with(reply.headers())
                .with("Content-Length", Integer.toString(reply.body().length()));
        if (!hearsOn) {
            head.with("Connection", "close");
        } else if (asked.filter(RequestHead::isOld).isPresent()) {
            head.with("Connection", "keep-alive");
        }
        outgoing.put(head.bytes()).put(reply.body().bytes()).flush();
        if (!hearsOn) {
            SocketChannel _ = channel.shutdownOutput();
        }
    }

    /** Lets the platform answer. What the client sent before was heard, and nothing else is until then. */
    void passOn(Exchange exchange, RequestBody body) throws IOException {
        switch (body) {
            case RequestBody.Whole whole -> {
                isAway = true;
                serving.noticeChange();
                Optional<HttpReply> instead = relay.pass(exchange.head(), whole, this, outgoing);
                isAway = false;
                if (instead.isPresent()) {
                    answer(exchange, instead.get());
                } else {
                    answered(exchange);
                }
            }
            case RequestBody.TooLarge(long _) -> answer(exchange, HttpReply.tooLarge());
            case RequestBody.Truncated() -> answer(exchange, HttpReply.truncated());
        }
    }

    private void answered(Exchange exchange) throws IOException {
        boolean hearsOn = hears() && PlatformRelay.keepsOpen(exchange.head());
        if (!hearsOn) {
            SocketChannel _ = channel.shutdownOutput();
        }
        Optional<Exchange> _ = over(hearsOn);
    }

    /** No request of this client comes after the one that is open. */
    void hearNoMore() {
        lock.lock();
        try {
            hears = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing that it sent is still to be heard: a request of its own waits for the platform. */
    boolean isAway() {
        return isAway;
    }

    /** Nothing is left to be sent to the platform: where this client is cut off, nobody waits for the answer either. */
    void awaits(SocketChannel from) throws IOException {
        lock.lock();
        try {
            if (cutOff) {
                throw new ClosedChannelException();
            }
            platform = Optional.of(from);
        } finally {
            lock.unlock();
        }
    }

    /** Ends whatever waits here; any thread. */
    void cutOff() {
        Optional<SocketChannel> awaited;
        lock.lock();
        try {
            cutOff = true;
            awaited = platform;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        hangUp(channel);
        awaited.ifPresent(Connection::hangUp);
    }

    private static void hangUp(SocketChannel on) {
        try {
            on.close();
        } catch (IOException e) {
            LOG.debug("cannot hang up on a client of the handler, or on the platform for it", e);
        }
    }

    /** No request is open any more; the one that was. */
    private Optional<Exchange> over(boolean hearsOn) {
        lock.lock();
        try {
            Optional<Exchange> was = open;
            open = Optional.empty();
            answering = false;
            hears &= hearsOn;
            changed.signalAll();
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** What the client sends from now on may be the next request, sent because it has the answer to this one. */
    private boolean beginsAnswer(Exchange exchange) {
        lock.lock();
        try {
            answering = !cutOff && open.filter(current -> current == exchange).isPresent();
            return answering;
        } finally {
            lock.unlock();
        }
    }

    private boolean hears() {
        lock.lock();
        try {
            return hears;
        } finally {
            lock.unlock();
        }
    }
}
