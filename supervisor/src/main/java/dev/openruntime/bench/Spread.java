package dev.openruntime.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * A figure that was taken in each of several rounds: its median, and the bounds of the middle half of them.
 *
 * @param low a quarter of the rounds had less
 * @param high a quarter of the rounds had more
 */
public record Spread(double median, double low, double high) {

    /** How many times as long the first took, round by round; both lists are of one length, at least 1. */
    public static Spread ofRatios(List<Duration> first, List<Duration> second) {
        return of(first, second, (one, other) -> one / Math.max(1, other));
    }

    /** How many nanoseconds longer the first took, round by round. */
    public static Spread ofDifferences(List<Duration> first, List<Duration> second) {
        return of(first, second, (one, other) -> one - other);
    }

    private static Spread of(List<Duration> first, List<Duration> second, DoubleBinaryOperator figure) {
        List<Double> figures = new ArrayList<>();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            double one = first.get(i).toNanos();
            double other = second.get(i).toNanos();
            figures.add(figure.applyAsDouble(one, other));
        }
        figures.sort(null);
        return new Spread(at(figures, 0.5), at(figures, 0.25), at(figures, 0.75));
    }

    private static double at(List<Double> sorted, double part) {
        double place = part * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (place - below);
    }
}
