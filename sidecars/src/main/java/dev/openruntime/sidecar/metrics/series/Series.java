package dev.openruntime.sidecar.metrics.series;

import java.util.HashSet;
import java.util.Set;

/** One series in the store, which guards it. */
final class Series {

    private static final int BYTES = 300;
    private static final int BYTES_OF_A_MEMBER = 100;

    /** A third of a value and two more thirds are a value, whatever rounding makes of it. */
    private static final double ROUNDING = 1e-9;

    final SeriesId id;
    double amount;
    private Distribution distribution = new Distribution();
    private final Set<String> members = new HashSet<>();
    private long memberBytes;
    private double pending;

    /** What happens to it. */
    @FunctionalInterface
    interface Change {

        void to(Series series);
    }

    Series(SeriesId id) {
        this.id = id;
    }

    void observe(double value, double times) {
        pending += times;
        long whole = (long) (pending + ROUNDING);
        pending -= whole;
        if (whole > 0) {
            distribution.add(value, whole);
        }
    }

    void addMember(String member) {
        if (members.add(member)) {
            memberBytes += BYTES_OF_A_MEMBER + 2L * member.length();
        }
    }

    void merge(Value value) {
        switch (value) {
            case Value.Amount old -> amount = id.kind() == Kind.GAUGE ? old.amount() : amount + old.amount();
            case Value.Observed observed -> distribution.addAll(observed.distribution());
            case Value.Members some -> some.members().forEach(this::addMember);
        }
    }

    /** Whether another value takes more room. */
    boolean mayGrow() {
        return switch (id.kind()) {
            case COUNTER, GAUGE -> false;
            case TIMER, HISTOGRAM, SET -> true;
        };
    }

    /** Whether it must be remembered when it is sent. */
    boolean isKept() {
        return switch (id.kind()) {
            case GAUGE -> true;
            case TIMER, HISTOGRAM -> pending > ROUNDING;
            case COUNTER, SET -> false;
        };
    }

    boolean isMeasured() {
        return switch (id.kind()) {
            case TIMER, HISTOGRAM -> distribution.count() > 0;
            case COUNTER, GAUGE, SET -> true;
        };
    }

    /** What was measured, which isn't here any more then. */
    Measured measured() {
        return switch (id.kind()) {
            case COUNTER, GAUGE -> new Measured(id, new Value.Amount(amount));
            case SET -> new Measured(id, new Value.Members(Set.copyOf(members)));
            case TIMER, HISTOGRAM -> {
                Measured measured = new Measured(id, new Value.Observed(distribution));
                distribution = new Distribution();
                yield measured;
            }
        };
    }

    long bytes() {
        return BYTES
                + 4L * (id.name().length() + id.tagKey().length())
                + memberBytes
                + (id.kind() == Kind.TIMER || id.kind() == Kind.HISTOGRAM ? distribution.bytes() : 0);
    }
}
