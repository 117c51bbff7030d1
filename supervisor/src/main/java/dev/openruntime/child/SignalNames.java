package dev.openruntime.child;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The names of Linux's signals and their numbers, those of x86 and ARM. */
public final class SignalNames {

    private static final String[] NAMES = (" HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM"
                    + " STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
            .split(" ");

    private SignalNames() {}

    /** The number of a signal by its name without {@code SIG}; empty for one that there is not. */
    public static OptionalInt number(String name) {
        List<String> names = Arrays.asList(NAMES);
        int number = name.isEmpty() ? 0 : names.indexOf(name);
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    static String of(int signal) {
        return signal > 0 && signal < NAMES.length ? "SIG" + NAMES[signal] : "signal " + signal;
    }
}
