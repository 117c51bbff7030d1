package dev.openruntime.stack;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.process.LineTap;
import dev.openruntime.worker.StackText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes one thread dump of a JVM out of what its process prints, though it may come late. While a JVM prints it no
 * thread of its program runs, so what stands between its first and last line is the dump.
 */
final class ThreadDump implements LineTap {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

    /** More threads than this are not for an error. */
    private static final int MOST_CHARACTERS = 32 * StackText.MOST_CHARACTERS;

    private enum At {
        BEFORE,
        THREADS,
        REST,
        HEAP,
        OVER
    }

    private final CountDownLatch threadsSeen = new CountDownLatch(1);
    private final AtomicReference<List<String>> threads = new AtomicReference<>(List.of());
    private final List<String> lines = new ArrayList<>(); // of the capturing thread, as are those below
    private int characters;
    private At at = At.BEFORE;

    @Override
    public boolean takes(String line) {
        return switch (at) {
            case BEFORE -> begins(line);
            case THREADS -> {
                if (line.startsWith("JNI global ref")) {
                    threads.set(List.copyOf(lines));
                    threadsSeen.countDown();
                    at = At.REST;
                } else {
                    keep(line);
                }
                yield true;
            }
            case REST -> {
                at = line.equals("Heap") ? At.HEAP : At.REST;
                yield true;
            }
            case HEAP -> {
                at = line.isEmpty() ? At.OVER : At.HEAP;
                yield true;
            }
            case OVER -> false;
        };
    }

    /** The threads that matter; empty where the dump doesn't come by the deadline. */
    String await(Deadline by) {
        try {
            boolean _ = threadsSeen.await(by.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return String.join("\n", JvmThreads.of(threads.get()).relevant());
    }

    private boolean begins(String line) {
        if (line.startsWith("Full thread dump ")) {
            at = At.THREADS;
            return true;
        }
        return line.matches(TIME);
    }

    private void keep(String line) {
        characters += line.length();
        if (characters <= MOST_CHARACTERS) {
            lines.add(line);
        }
    }
}
