package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to the worker on the thread {@code check-in}, so that a worker which doesn't read stops nobody but it. A
 * worker that is gone makes the rest go nowhere: whoever waits for its answer is told of its end.
 */
final class Feeder implements Runnable {

    private final OutputStream out;
    private final LinkedBlockingQueue<Body> pieces = new LinkedBlockingQueue<>();
    private final AtomicLong unread = new AtomicLong();

    Feeder(OutputStream out) {
        this.out = out;
    }

    /** Writes these bytes by one call of the system, or as few as their number allows; at least one. */
    void feed(byte[] piece) {
        unread.addAndGet(piece.length);
        pieces.add(Body.of(piece));
    }

    /** Ends the worker's input behind what is still to be written. */
    void end() {
        pieces.add(Body.EMPTY);
    }

    /** How many bytes didn't fit into the worker's pipe yet. */
    long unread() {
        return unread.get();
    }

    @Override
    public void run() {
        try (out) {
            for (Body piece = pieces.take(); !piece.isEmpty(); piece = pieces.take()) {
                out.write(piece.bytes());
                out.flush();
                unread.addAndGet(-piece.length());
            }
        } catch (IOException e) {
            pieces.clear(); // the worker has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was killed, and nothing is to be written any more
        }
    }
}
