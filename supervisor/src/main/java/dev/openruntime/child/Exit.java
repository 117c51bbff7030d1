package dev.openruntime.child;

/** How a child ended. */
public sealed interface Exit {

    /** Whether it ended well. (An unasked end is a death all the same.) */
    boolean wellDone();

    /** In words that fit behind the child's name, such as {@code exit 1}. */
    String description();

    /**
     * A process ended.
     *
     * @param code its exit status; 128 + n where signal n ended it, which can't be told from a process that ended
     *     itself with that status
     */
    record Status(int code) implements Exit {

        @Override
        public boolean wellDone() {
            return code == 0;
        }

        @Override
        public String description() {
            if (code <= 128 || code > 128 + 64) {
                return "exit " + code;
            }
            int signal = code - 128;
            return "exit " + code + " (128 + " + signal + ": " + SignalNames.of(signal) + ")";
        }
    }

    /**
     * An embedded child broke.
     *
     * @param reason why
     */
    record Broke(String reason) implements Exit {

        @Override
        public boolean wellDone() {
            return false;
        }

        @Override
        public String description() {
            return "broke: " + reason;
        }
    }

    /** An embedded child was closed. */
    record Closed() implements Exit {

        @Override
        public boolean wellDone() {
            return true;
        }

        @Override
        public String description() {
            return "closed";
        }
    }
}
