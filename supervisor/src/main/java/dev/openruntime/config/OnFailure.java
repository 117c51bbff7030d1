package dev.openruntime.config;

/** What the failure of a middleware stage means for the invocation. */
public enum OnFailure implements Word {
    /** The invocation fails with a typed error. */
    FAIL("fail"),
    /** The invocation carries on with the untouched payload. */
    SKIP("skip");

    private final String word;

    OnFailure(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
