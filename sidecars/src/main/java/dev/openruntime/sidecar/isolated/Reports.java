package dev.openruntime.sidecar.isolated;

import dev.openruntime.sidecar.Meters;
import dev.openruntime.sidecar.SidecarContext;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;

/** Sends reports. Any thread; a line is written in one go. What is behind the pipe always reads. */
final class Reports implements SidecarContext, Meters {

    private final PrintStream out;
    private final String name;

    Reports(PrintStream out, String name) {
        this.out = out;
        this.name = name;
    }

    void send(Report report) {
        synchronized (out) {
            out.print(report.line() + "\n");
            out.flush();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Meters meters() {
        return this;
    }

    @Override
    public void count(String meter, long times) {
        send(new Report(Report.Kind.COUNTED, times, meter));
    }

    @Override
    public void time(String meter, Duration took) {
        send(new Report(Report.Kind.TIMED, took.toNanos(), meter));
    }

    /** The supervisor prints it, and waits where the log is busy; the pipe to it makes us wait then. */
    @Override
    public boolean print(String line) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("no time left to print");
        }
        send(new Report(Report.Kind.PRINTED, line));
        return true;
    }

    /** It tells by its last line and its exit, as any process does. */
    @Override
    public void died(String why) {
        System.err.println(why);
        Runtime.getRuntime().halt(Main.BROKEN);
    }
}
