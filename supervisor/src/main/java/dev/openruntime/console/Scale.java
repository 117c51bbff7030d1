package dev.openruntime.console;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * One scale for all bars of a block: the span from nothing to {@code end} over a number of columns, of which the last
 * one holds {@code end}.
 */
record Scale(Duration end, int columns) {

    private static final int GAP = 3;
    private static final int MICROS_PER_MS = 1000;
    private static final int MICROS_PER_SECOND = 1_000_000;

    /** From here on ticks are written in seconds. */
    private static final int SECONDS_FROM = 10 * MICROS_PER_SECOND;

    /** The column in which a moment lies, from 0; what is out of the scale lies at its nearer end. */
    int column(Duration moment) {
        long last = Math.max(1, Figures.micros(end));
        long at = Math.clamp(Figures.micros(moment), 0, last);
        return (int) ((at * (columns - 1) + last / 2) / last);
    }

    /**
     * The row of ticks at round numbers, with the unit behind the last one.
     *
     * @param room columns that the row may take, at least {@link #columns}
     */
    String ticks(int room) {
        long last = Figures.micros(end);
        if (last == 0) {
            return "0 ms";
        }
        int unit = last >= SECONDS_FROM ? MICROS_PER_SECOND : MICROS_PER_MS;
        String unitName = unit == MICROS_PER_SECOND ? " s" : " ms";
        long step = step(last, unit, GAP);
        if (step >= last) {
            step = step(last, unit, 1);
        }
        StringBuilder row = new StringBuilder();
        for (long tick = 0; tick <= last; tick += step) {
            int at = column(Duration.ofNanos(tick * 1000));
            String label = label(tick, unit);
            if (at + label.length() + unitName.length() > room) {
                break;
            }
            row.append(" ".repeat(Math.max(0, at - row.length()))).append(label);
        }
        return row.append(unitName).toString();
    }

    /** The smallest round number of microseconds whose ticks stand clear of each other. */
    private long step(long last, int unit, int gap) {
        for (long power = 1; ; power *= 10) {
            for (long step : new long[] {power, 2 * power, 5 * power}) {
                String widest = label(last / step * step, unit);
                String second = label(step, unit);
                int needed = Math.max(widest.length(), second.length()) + gap;
                if (step >= last || step * (columns - 1) / last >= needed) {
                    return step;
                }
            }
        }
    }

    private static String label(long micros, int unit) {
        return BigDecimal.valueOf(micros)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
