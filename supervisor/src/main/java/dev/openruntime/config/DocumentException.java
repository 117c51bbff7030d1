package dev.openruntime.config;

/** The text is no document that can be read on: the one thing that is wrong with it. */
final class DocumentException extends Exception {

    /** Mappings and lists inside each other, the outermost included. */
    static final int MOST_NESTED = 32;

    private final int line;

    DocumentException(int line, String message) {
        super(message);
        this.line = line;
    }

    static DocumentException nestedTooDeep(int line) {
        return new DocumentException(line, "cannot read what is nested deeper than " + MOST_NESTED + " levels");
    }

    /** From 1; 0: the document as a whole. */
    int line() {
        return line;
    }
}
