package dev.openruntime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns scalars into plain values. What can't be read becomes a problem and comes back as null. */
final class Values {

    private final Map<String, String> environment;
    private final Problems problems;
    private final Interpolation interpolation;

    Values(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
        this.interpolation = new Interpolation(environment, problems);
    }

    /** The same, for a look at what is read again: problems are nobody's concern. */
    Values quiet() {
        return new Values(environment, new Problems());
    }

    /** Text that was meant as text: no number, no {@code true}. */
    @Nullable String text(Node node, String path) {
        Node.Scalar scalar = scalar(node, path, "text");
        if (scalar == null) {
            return null;
        }
        if (scalar.kind() == Node.Kind.NUMBER || scalar.kind() == Node.Kind.TRUTH) {
            problems.add(
                    scalar.place(),
                    path,
                    "expected text, found " + Shown.node(scalar) + "; write it as " + Shown.quoted(scalar.text()));
            return null;
        }
        return withoutNul(scalar, path);
    }

    /** The text of any scalar, as it stands in the file: for words of a command and values of variables. */
    @Nullable String anyText(Node node, String path) {
        Node.Scalar scalar = scalar(node, path, "text");
        return scalar == null ? null : withoutNul(scalar, path);
    }

    @Nullable Boolean truth(Node node, String path) {
        Node.Scalar scalar = scalar(node, path, "true or false");
        if (scalar == null) {
            return null;
        }
        if (scalar.kind() == Node.Kind.TRUTH || scalar.kind() == Node.Kind.EXPANDED) {
            switch (scalar.text()) {
                case "true", "True", "TRUE" -> {
                    return Boolean.TRUE;
                }
                case "false", "False", "FALSE" -> {
                    return Boolean.FALSE;
                }
                default -> {}
            }
        }
        problems.expected("true or false", scalar, path);
        return null;
    }

    /** A whole number between two limits. */
    @Nullable Integer whole(Node node, String path, int least, int most) {
        Node.Scalar scalar = scalar(node, path, "a whole number");
        if (scalar == null) {
            return null;
        }
        if (!isNumber(scalar) || !PlainScalar.isInteger(scalar.text())) {
            problems.expected("a whole number", scalar, path);
            return null;
        }
        Long number = parseLong(scalar.text());
        if (number == null || number < least || number > most) {
            problems.add(
                    scalar.place(),
                    path,
                    "must be between " + least + " and " + most + ", not " + Shown.plain(scalar.text()));
            return null;
        }
        return number.intValue();
    }

    /** A number between two limits. */
    @Nullable Double number(Node node, String path, int least, int most) {
        Node.Scalar scalar = scalar(node, path, "a number");
        if (scalar == null) {
            return null;
        }
        if (!isNumber(scalar) || !PlainScalar.isDecimal(scalar.text())) {
            problems.expected("a number", scalar, path);
            return null;
        }
        double number = Double.parseDouble(scalar.text());
        if (number < least || number > most) {
            problems.add(
                    scalar.place(),
                    path,
                    "must be between " + least + " and " + most + ", not " + Shown.plain(scalar.text()));
            return null;
        }
        return number;
    }

    /** A duration of at most {@link DurationText#LONGEST}; zero only where that makes sense. */
    @Nullable Duration duration(Node node, String path, boolean zeroAllowed) {
        Node.Scalar scalar = scalar(node, path, "a duration such as 500ms");
        if (scalar == null) {
            return null;
        }
        Duration duration = DurationText.parse(scalar.text());
        if (duration == null) {
            String shown = Shown.value(scalar);
            problems.add(
                    scalar.place(),
                    path,
                    DurationText.isWithoutUnit(scalar.text())
                            ? "cannot read " + shown + " as a duration: its unit is missing; write it as "
                                    + Shown.plain(scalar.text()) + "ms or " + Shown.plain(scalar.text()) + "s"
                            : "cannot read " + shown + " as a duration; write it as 500ms or 0.5s");
            return null;
        }
        if (duration.isZero() && !zeroAllowed) {
            problems.add(scalar.place(), path, "must be more than zero");
            return null;
        }
        if (duration.compareTo(DurationText.LONGEST) > 0) {
            problems.add(scalar.place(), path, "must be at most " + DurationText.LONGEST_SHOWN);
            return null;
        }
        return duration;
    }

    /** An amount of bytes; zero only where that makes sense. */
    @Nullable ByteSize size(Node node, String path, boolean zeroAllowed) {
        Node.Scalar scalar = scalar(node, path, "a size such as 10MiB");
        if (scalar == null) {
            return null;
        }
        ByteSize size = ByteSize.parse(scalar.text());
        if (size == null) {
            String shown = Shown.value(scalar);
            problems.add(
                    scalar.place(), path, "cannot read " + shown + " as a size; write it as 512KiB, 10MiB or 1GiB");
            return null;
        }
        if (size.bytes() == 0 && !zeroAllowed) {
            problems.add(scalar.place(), path, "must be more than zero");
            return null;
        }
        return size;
    }

    /**
     * One of a few words.
     *
     * @param later words that a later version will know
     */
    <W extends Word> @Nullable W word(Node node, String path, W[] words, List<String> later) {
        String text = text(node, path);
        if (text == null) {
            return null;
        }
        var known = new ArrayList<String>(words.length);
        for (W word : words) {
            if (word.word().equals(text)) {
                return word;
            }
            known.add(word.word());
        }
        if (later.contains(text)) {
            String supported = "; supported: " + Shown.list(known);
            problems.add(node.place(), path, "`" + text + "` is not supported by this version" + supported);
        } else {
            problems.unknown(node.place(), path, "unknown word " + Shown.quoted(text), text, known);
        }
        return null;
    }

    /** The scalar with its variables put in; null, with a problem, if there is none. */
    Node.@Nullable Scalar scalar(Node node, String path, String wanted) {
        if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING) {
            return interpolation.expand(scalar, path);
        }
        problems.expected(wanted, node, path);
        return null;
    }

    /** The number that an integer of YAML or JSON stands for; null if 64 bits don't hold it. */
    static @Nullable Long parseLong(String integer) {
        try {
            if (integer.startsWith("0x")) {
                return Long.parseLong(integer, 2, integer.length(), 16);
            }
            if (integer.startsWith("0o")) {
                return Long.parseLong(integer, 2, integer.length(), 8);
            }
            return Long.parseLong(integer);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    private static boolean isNumber(Node.Scalar scalar) {
        return scalar.kind() == Node.Kind.NUMBER || scalar.kind() == Node.Kind.EXPANDED;
    }

    private @Nullable String withoutNul(Node.Scalar scalar, String path) {
        if (scalar.text().indexOf('\0') >= 0) {
            problems.add(scalar.place(), path, "cannot hold the character U+0000: no process can be given it");
            return null;
        }
        return scalar.text();
    }
}
