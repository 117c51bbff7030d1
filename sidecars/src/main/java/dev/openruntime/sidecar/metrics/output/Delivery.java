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
        /** The same, and the receiver is there and has failed with it; it may take another one. */
        FAILED,
        /** It is not, since it is too large: its parts may be taken. */
        TOO_LARGE,
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

    /** It may be there, or be what the receiver fails with. */
    public static Delivery failed(String why) {
        return new Delivery(Result.FAILED, why);
    }

    /** It is not there as a whole. */
    public static Delivery tooLarge(String why) {
        return new Delivery(Result.TOO_LARGE, why);
    }

    /** It is refused for good. */
    public static Delivery rejected(String why) {
        return new Delivery(Result.REJECTED, why);
    }

    /** Whether the receiver has spoken of this batch alone, so that another one may fare better. */
    boolean isOfOneBatch() {
        return switch (result) {
            case ACCEPTED, FAILED, TOO_LARGE, REJECTED -> true;
            case KEPT, UNCERTAIN -> false;
        };
    }
}
