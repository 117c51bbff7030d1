package dev.openruntime.sidecar;

/**
 * How a sidecar is.
 *
 * @param healthy whether it does its work
 * @param detail one line for a person: what it serves, or what is wrong
 */
public record Health(boolean healthy, String detail) {

    /** It does its work. */
    public static Health healthy(String detail) {
        return new Health(true, detail);
    }

    /** It does not. */
    public static Health unhealthy(String why) {
        return new Health(false, why);
    }
}
