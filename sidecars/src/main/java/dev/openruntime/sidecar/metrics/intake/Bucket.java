package dev.openruntime.sidecar.metrics.intake;

/**
 * How many values were between two bounds.
 *
 * @param low no value is less, but for rounding; may be negative infinity
 * @param high no value is greater; may be infinity
 * @param count of them, zero or more
 */
public record Bucket(double low, double high, long count) {

    /** Whether it lies within another one, whose bounds may be wider. */
    boolean isWithin(Bucket wider) {
        double middle = low == high || Double.isInfinite(high) ? high : within(0.5);
        return (middle > wider.low && middle <= wider.high) || (low == wider.low && high == wider.high);
    }

    /** The value so far from the lower bound to the upper one; the finite bound where the other is not. */
    double within(double part) {
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0 : high;
        }
        return Double.isInfinite(high) ? low : low + part * (high - low);
    }
}
