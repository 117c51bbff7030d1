package dev.openruntime.sidecar.metrics.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What was measured of one series. It tells what is sent of it by methods rather than to a switch: the first switch
 * over types costs milliseconds, and the first flush is part of a cold start.
 */
public sealed interface Value {

    /** The numbers that say it. */
    List<Distribution.Step> steps();

    /** How many numbers. */
    long count();

    /** How many values are lost with it. */
    default long values() {
        return count();
    }

    /** The same in parts of so many numbers at most. */
    List<Value> inParts(int most);

    /** A counter's sum, or what a gauge stands at. */
    record Amount(double amount) implements Value {

        @Override
        public List<Distribution.Step> steps() {
            return List.of(new Distribution.Step(amount, 1));
        }

        @Override
        public long count() {
            return 1;
        }

        @Override
        public List<Value> inParts(int most) {
            return List.of(this);
        }
    }

    /** The different members of a set. */
    record Members(Set<String> members) implements Value {

        @Override
        public List<Distribution.Step> steps() {
            return List.of(new Distribution.Step(members.size(), 1));
        }

        @Override
        public long count() {
            return 1;
        }

        @Override
        public long values() {
            return members.size();
        }

        @Override
        public List<Value> inParts(int most) {
            return List.of(this);
        }
    }

    /** What a timer or a histogram has seen. Whoever has it owns it. */
    record Observed(Distribution distribution) implements Value {

        @Override
        public List<Distribution.Step> steps() {
            return distribution.steps();
        }

        @Override
        public long count() {
            return distribution.count();
        }

        @Override
        public List<Value> inParts(int most) {
            List<Value> parts = new ArrayList<>();
            Distribution part = new Distribution();
            for (Distribution.Step step : distribution.steps()) {
                for (long left = step.times(); left > 0; ) {
                    long some = Math.min(left, most - part.count());
                    part.add(step.value(), some);
                    left -= some;
                    if (part.count() == most) {
                        parts.add(new Observed(part));
                        part = new Distribution();
                    }
                }
            }
            if (part.count() > 0) {
                parts.add(new Observed(part));
            }
            return parts;
        }
    }
}
