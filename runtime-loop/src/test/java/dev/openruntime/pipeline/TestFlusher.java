package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sidecar in name: does what it is told to when it is flushed, and remembers on which thread. */
final class TestFlusher implements Flusher {

    /** What a flush does. */
    interface Deed {

        void act(Deadline by) throws FlushFailure, InterruptedException;
    }

    private final String name;
    private final FlushTerms terms;
    private final Deed deed;
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private boolean keepsTime;
    private volatile boolean ready = true;

    TestFlusher(String name, FlushTerms terms, Deed deed) {
        this.name = name;
        this.terms = terms;
        this.deed = deed;
    }

    TestFlusher keepingTime() {
        keepsTime = true;
        return this;
    }

    void isDown() {
        ready = false;
    }

    void isUp() {
        ready = true;
    }

    /** The threads on which it was flushed, one a flush. */
    List<String> threads() {
        return List.copyOf(threads);
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
        return ready;
    }

    @Override
    public boolean keepsTime() {
        return keepsTime;
    }

    @Override
    public void flush(Deadline by) throws FlushFailure, InterruptedException {
        threads.add(Thread.currentThread().getName());
        deed.act(by);
    }
}
