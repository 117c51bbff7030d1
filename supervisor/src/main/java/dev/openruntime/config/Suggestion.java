package dev.openruntime.config;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. Stateless; any thread. */
public final class Suggestion {

    private static final int MOST_EDITS = 3;

    private Suggestion() {}

    /**
     * A known word that is at most a third of the given word away, and at most {@value #MOST_EDITS} edits: a character
     * added, left out, replaced, or swapped with its neighbour. Upper and lower case count as the same.
     */
    static @Nullable String near(String given, Iterable<String> known) {
        String nearest = null;
        int fewest = Math.clamp(given.length() / 3, 1, MOST_EDITS) + 1;
        for (String word : known) {
            if (Math.abs(word.length() - given.length()) < fewest) {
                int edits = edits(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
                if (edits < fewest) {
                    nearest = word;
                    fewest = edits;
                }
            }
        }
        return nearest;
    }

    /**
     * The question at the end of a message, for other packages: {@code ; did you mean `agent`?}; empty if none is near.
     */
    public static Optional<String> didYouMean(String given, Iterable<String> known) {
        return Optional.ofNullable(near(given, known)).map(Suggestion::question);
    }

    static String question(String near) {
        return "; did you mean `" + near + "`?";
    }

    private static int edits(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                boolean same = from.charAt(row - 1) == to.charAt(column - 1);
                int edits = Math.min(last[column], current[column - 1]) + 1;
                edits = Math.min(edits, last[column - 1] + (same ? 0 : 1));
                if (row > 1
                        && column > 1
                        && from.charAt(row - 1) == to.charAt(column - 2)
                        && from.charAt(row - 2) == to.charAt(column - 1)) {
                    edits = Math.min(edits, beforeLast[column - 2] + 1);
                }
                current[column] = edits;
            }
            beforeLast = last;
            last = current;
        }
        return last[to.length()];
    }
}
