package dev.openruntime.sidecar.metrics.output;

/**
 * What came of sending a batch.
 *
 * @param result whether it is there
 * @param why it isn't, in words for a person; empty if it is
 */
public record Delivery(Result result, String why) {

    /** Whether a batch is there. */
    public enum Result {
        /** It is. */
        ACCEPTED,
        /** It is not, for certain. It can be sent later, in whatever form. */
        KEPT,
        /** It may be or not. Only the same batch can be sent again. */
        UNCERTAIN,
        /** It is not, and never will be: there is something wrong with it. */
        REJECTED
    }

    /** All went well. */
    public static Delivery accepted() {
        return new Delivery(Result.ACCEPTED, "");
    }

    /** It is not there. */
    public static Delivery kept(String why) {
        return new Delivery(Result.KEPT, why);
    }

    /** It may be there. */
    public static Delivery uncertain(String why) {
        return new Delivery(Result.UNCERTAIN, why);
    }

    /** It is refused for good. */
    public static Delivery rejected(String why) {
        return new Delivery(Result.REJECTED, why);
    }
}
