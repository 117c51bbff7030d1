package dev.openruntime.process;

import dev.openruntime.child.SignalNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** A process that shows something on a signal, and that the signal does no harm. Any thread. */
public final class SignalTarget {

    private static final int HEXADECIMAL = 16;

    private final ProcessHandle process;
    private final String signal;

    private SignalTarget(ProcessHandle process, String signal) {
        this.process = process;
        this.signal = signal;
    }

    /**
     * The process that takes the signal. Empty where it must not be sent: the process isn't the child nor descends from
     * it, so that the signal might meet a stranger, or it neither catches nor ignores it, so that it would end of it.
     *
     * @param signal its name without {@code SIG}
     */
    public static Optional<SignalTarget> of(long child, long pid, String signal) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid)
                .filter(one -> pid == child || descendsFrom(one, child))
                .filter(ProcessHandle::isAlive);
        return process.isPresent() && survives(pid, signal)
                ? Optional.of(new SignalTarget(process.get(), signal))
                : Optional.empty();
    }

    /** Sends it. */
    public void signal() throws IOException {
        Signals.send(process, signal);
    }

    long pid() {
        return process.pid();
    }

    private static boolean descendsFrom(ProcessHandle process, long child) {
        Optional<ProcessHandle> parent = process.parent();
        while (parent.isPresent() && parent.get().pid() != child) {
            parent = parent.get().parent();
        }
        return parent.isPresent();
    }

    private static boolean survives(long pid, String signal) throws IOException {
        OptionalInt number = SignalNames.number(signal);
        if (number.isEmpty()) {
            return false;
        }
        Path status = Path.of("/proc", Long.toString(pid), "status");
        long harmless = 0;
        for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("SigCgt:") || line.startsWith("SigIgn:")) {
                harmless |= Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), HEXADECIMAL);
            }
        }
        return (harmless >>> (number.getAsInt() - 1) & 1) == 1;
    }
}
