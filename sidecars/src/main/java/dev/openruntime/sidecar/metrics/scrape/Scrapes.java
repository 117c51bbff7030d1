package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.intake.Intake;
import dev.openruntime.sidecar.metrics.output.Deadline;
import java.util.ArrayList;
import java.util.List;

/** All that are asked, side by side. One flush at a time; the words may be asked for by any thread. */
public final class Scrapes {

    private final List<Target> targets = new ArrayList<>();

    /**
     * @param intake takes what they say
     * @param isFirstLife whether nobody has read them before this process, so that all they ever counted is news
     */
    public Scrapes(List<TargetSettings> settings, Intake intake, boolean isFirstLife) {
        for (TargetSettings target : settings) {
            targets.add(new Target(target, intake, isFirstLife));
        }
    }

    /**
     * Reads all of them. Never fails: what can't be read is counted, and told once.
     *
     * @param by when it must be over, whoever hangs
     */
    public void read(SidecarContext life, Deadline by) throws InterruptedException {
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < targets.size() - 1; i++) {
            Target target = targets.get(i);
            others.add(Thread.ofPlatform()
                    .daemon()
                    .name(life.name() + "-scrape")
                    .start(() -> readOnItsOwn(target, life, by)));
        }
        try {
            if (!targets.isEmpty()) {
                targets.getLast().read(life, by);
            }
            for (Thread other : others) {
                other.join(); // it keeps the time itself
            }
        } finally {
            others.forEach(Thread::interrupt);
        }
    }

    private static void readOnItsOwn(Target target, SidecarContext life, Deadline by) {
        try {
            target.read(life, by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the flush is over
        }
    }

    /** For a person; empty where nobody is asked. */
    public String inWords() {
        StringBuilder words = new StringBuilder();
        for (Target target : targets) {
            words.append("; ").append(target.inWords());
        }
        return words.toString();
    }
}
