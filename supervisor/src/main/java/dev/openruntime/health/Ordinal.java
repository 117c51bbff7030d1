package dev.openruntime.health;

/** How manieth, in words. */
final class Ordinal {

    private Ordinal() {}

    /** Nothing for the first try, else {@code , 2nd try} and so on. */
    static String suffix(int tries) {
        if (tries == 1) {
            return "";
        }
        String ending = (tries / 10) % 10 == 1
                ? "th"
                : switch (tries % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return ", " + tries + ending + " try";
    }
}
