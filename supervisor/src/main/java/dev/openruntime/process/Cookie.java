package dev.openruntime.process;

/** The variable by which a process is known as a child's, and that all it forks inherit. */
final class Cookie {

    static final String VARIABLE = "OPEN_RUNTIME_CHILD";

    private Cookie() {}
}
