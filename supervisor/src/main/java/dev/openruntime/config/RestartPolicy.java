package dev.openruntime.config;

/** Which deaths of a child are followed by a restart. */
public enum RestartPolicy implements Word {
    /** Every unasked exit, status 0 too. */
    ALWAYS("always"),
    /** An unasked exit by a signal or with a status other than 0. */
    ON_FAILURE("on-failure"),
    /** None. */
    NEVER("never");

    private final String word;

    RestartPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
