package dev.openruntime.config;

/** The signals that ask a child to end. The word is the signal's name without {@code SIG}. */
public enum StopSignal implements Word {
    TERM,
    INT,
    HUP,
    QUIT,
    USR1,
    USR2,
    KILL;

    @Override
    public String word() {
        return name();
    }
}
