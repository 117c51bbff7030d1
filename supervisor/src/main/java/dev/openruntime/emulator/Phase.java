package dev.openruntime.emulator;

/** Where an init happens. */
enum Phase {
    /** Before there is an invocation. */
    INIT("init"),
    /** Inside the first invocation, under its timeout: the "suppressed init". */
    INVOKE("invoke");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
