package dev.openruntime.health;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A command that does what a test says, and counts. */
final class ScriptedExecution implements Execution {

    /** What its runs do. */
    interface Script {
        String await(int run) throws IOException, InterruptedException;
    }

    private final Script script;
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    ScriptedExecution(Script script) {
        this.script = script;
    }

    Target target() {
        return new Target.Exec("check", this);
    }

    int runs() {
        return runs.get();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public Run start() {
        int run = runs.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        return new Run() {
            @Override
            public String await(Duration timeout) throws IOException, InterruptedException {
                return script.await(run);
            }

            @Override
            public void close() {
                atOnce.decrementAndGet();
            }
        };
    }
}
