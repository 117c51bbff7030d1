package dev.openruntime.health;

import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.InstantSource;

/** A JVM with a periodic probe, for the test that really stops one. */
final class ProbedMain {

    private ProbedMain() {}

    /** Asks the port that is the argument until its input ends; prints what the probe tells, and a line an answer. */
    public static void main(String[] arguments) throws Exception {
        Target target = new Target.Http("127.0.0.1", Integer.parseInt(arguments[0]), "/");
        Schedule schedule = new Schedule(Duration.ofMillis(50), Duration.ofSeconds(1), 1, 1);
        Prober prober = new Prober(new RunningTime(), InstantSource.system());
        PeriodicProbe probe = prober.start("agent", target, schedule, new PeriodicProbe.Listener() {
            @Override
            public void passed(String detail) {
                System.out.println("passed " + detail);
            }

            @Override
            public void failed(String detail) {
                System.out.println("failed " + detail);
            }
        });
        while (System.in.read() >= 0) {
            System.out.println("asked " + probe.refresh().get().passed());
        }
        probe.stop();
    }
}
