package dev.openruntime.config;

/** Where a built-in runs. */
public enum Isolation implements Word {
    /** Inside the supervisor. */
    EMBEDDED("embedded"),
    /** As a process of its own. */
    PROCESS("process");

    private final String word;

    Isolation(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
