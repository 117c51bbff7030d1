package dev.openruntime.check;

/** A check cannot go on. Why has been noted down already. */
final class Abandoned extends Exception {

    private static final long serialVersionUID = 1L;

    Abandoned() {
        super(null, null, false, false);
    }
}
