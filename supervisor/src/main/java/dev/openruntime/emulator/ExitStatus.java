package dev.openruntime.emulator;

import java.util.Map;

/** How a process ended, told apart as the kernel does and a shell's {@code 128 + n} does not. */
sealed interface ExitStatus {
    /** It exited by itself. */
    record Exited(int code) implements ExitStatus {}

    /** A signal ended it. */
    record Signalled(int signal) implements ExitStatus {}

    /** The platform's words for it, of a runtime. */
    default String reason() {
        return switch (this) {
            case Exited(int code) when code == 0 -> "Runtime exited without providing a reason";
            case Exited exited -> "Runtime exited with error: " + words();
            case Signalled signalled -> "Runtime exited with error: " + words();
        };
    }

    /** The platform's words for it, of an extension. */
    default String words() {
        return switch (this) {
            case Exited(int code) -> (code == 0 ? "exit code " : "exit status ") + code;
            case Signalled(int signal) -> "signal: " + SignalWords.of(signal);
        };
    }

    /** The words that the platform has for signals: Go's, in which its daemon is written. */
    final class SignalWords {
        private static final Map<Integer, String> WORDS = Map.ofEntries(
                Map.entry(1, "hangup"),
                Map.entry(2, "interrupt"),
                Map.entry(3, "quit"),
                Map.entry(4, "illegal instruction"),
                Map.entry(5, "trace/breakpoint trap"),
                Map.entry(6, "aborted"),
                Map.entry(7, "bus error"),
                Map.entry(8, "floating point exception"),
                Map.entry(9, "killed"),
                Map.entry(10, "user defined signal 1"),
                Map.entry(11, "segmentation fault"),
                Map.entry(12, "user defined signal 2"),
                Map.entry(13, "broken pipe"),
                Map.entry(14, "alarm clock"),
                Map.entry(15, "terminated"));

        private SignalWords() {}

        static String of(int signal) {
            return WORDS.getOrDefault(signal, "signal " + signal);
        }
    }
}
