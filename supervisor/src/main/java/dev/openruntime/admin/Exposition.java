package dev.openruntime.admin;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text in the exposition format of Prometheus, version 0.0.4. A family is begun once, and all its samples follow it.
 */
final class Exposition {

    private static final Pattern NO_NAME_CHARACTER = Pattern.compile("[^a-zA-Z0-9_:]");
    private static final Pattern NO_LABEL_CHARACTER = Pattern.compile("[^a-zA-Z0-9_]");

    private final StringBuilder text = new StringBuilder();
    private final Set<String> families = new HashSet<>();

    /** Whether there is such a family: nobody else may write to it. */
    boolean has(String family) {
        return families.contains(family);
    }

    /**
     * Begins a family.
     *
     * @param type {@code counter}, {@code gauge} or {@code summary}
     */
    Exposition family(String name, String type, String help) {
        families.add(name);
        text.append("# HELP ").append(name).append(' ');
        escape(help, /* quoted= */ false);
        text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * One sample.
     *
     * @param labels names and values by turns
     */
    Exposition sample(String name, double value, String... labels) {
        text.append(name);
        for (int i = 0; i + 1 < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escape(labels[i + 1], /* quoted= */ true);
            text.append('"');
        }
        text.append(labels.length > 0 ? "} " : " ").append(number(value)).append('\n');
        return this;
    }

    /** A name of a meter made one of a metric. */
    static String name(String meter) {
        String name = NO_NAME_CHARACTER.matcher(meter).replaceAll("_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    static String label(String tag) {
        String label = NO_LABEL_CHARACTER.matcher(tag).replaceAll("_");
        return label.isEmpty() || Character.isDigit(label.charAt(0)) ? "_" + label : label;
    }

    private void escape(String value, boolean quoted) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(quoted ? "\\\"" : "\"");
                default -> text.append(c);
            }
        }
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
