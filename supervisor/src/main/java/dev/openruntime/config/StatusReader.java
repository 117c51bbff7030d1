package dev.openruntime.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code status}: one status or range, {@code 204} or {@code 200-399}, or a list of them. */
final class StatusReader {

    private static final String WANTED = "a status such as 204 or a range such as 200-399";

    private final Reading reading;

    StatusReader(Reading reading) {
        this.reading = reading;
    }

    /** At least one range; the usual, with a problem, if none can be used. */
    List<StatusRange> read(Section http) {
        Node node = http.node("status");
        if (node == null) {
            return StatusRange.DEFAULT;
        }
        var ranges = new ArrayList<StatusRange>();
        if (node instanceof Node.Sequence sequence) {
            for (int index = 0; index < sequence.items().size(); index++) {
                add(ranges, range(sequence.items().get(index), http.pathOf("status", index)));
            }
            if (sequence.items().isEmpty()) {
                reading.problems()
                        .add(node.place(), http.pathOf("status"), "no status would be good; name at least one");
            }
        } else {
            add(ranges, range(node, http.pathOf("status")));
        }
        return ranges.isEmpty() ? StatusRange.DEFAULT : ranges;
    }

    private static void add(List<StatusRange> ranges, @Nullable StatusRange range) {
        if (range != null) {
            ranges.add(range);
        }
    }

    private @Nullable StatusRange range(Node node, String path) {
        Node.Scalar scalar = reading.values().scalar(node, path, WANTED);
        if (scalar == null) {
            return null;
        }
        String text = scalar.text();
        int dash = text.indexOf('-');
        int from = status(dash < 0 ? text : text.substring(0, dash).strip());
        int to = dash < 0 ? from : status(text.substring(dash + 1).strip());
        if (from < 0 || to < 0 || (dash < 0 && scalar.kind() == Node.Kind.TEXT)) {
            reading.problems().expected(WANTED + ", from 100 to 599", scalar, path);
            return null;
        }
        if (from > to) {
            reading.problems().add(scalar.place(), path, "the range ends before it begins; write " + to + "-" + from);
            return null;
        }
        return new StatusRange(from, to);
    }

    /** -1 if it is none. */
    private static int status(String text) {
        if (text.length() != 3) {
            return -1;
        }
        int status = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return -1;
            }
            status = 10 * status + c - '0';
        }
        return status >= StatusRange.LEAST && status <= StatusRange.MOST ? status : -1;
    }
}
