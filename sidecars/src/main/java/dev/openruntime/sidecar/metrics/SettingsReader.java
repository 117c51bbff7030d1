package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.metrics.emf.EmfSettings;
import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code with}, collecting every problem there is instead of stopping at the first. One use, one thread. */
final class SettingsReader {

    private static final int MOST_SERIES = 10_000;
    private static final long MOST_BYTES = 8L << 20;
    private static final String STATSD = "statsd";
    private static final String DOGSTATSD = "dogstatsd";

    private final List<SettingProblem> problems = new ArrayList<>();
    private final MetricsSettings settings;

    SettingsReader(Map<String, ?> with) {
        Section root = new Section("", with, problems);
        root.allow("namespace", "dimensions", "statsd", "self", "scrape", "otlp", "to", "spool", "limits");
        Section statsd = root.section("statsd", "statsd: { port: 8125 }");
        statsd.allow("port", "dialect");
        Section limits = root.section("limits", "limits: { series: 10000, bytes: 8388608 }");
        limits.allow("series", "bytes");
        List<Tag> dimensions = dimensions(root);
        OutputsReader outputs = new OutputsReader(root, dimensions);
        settings = new MetricsSettings(
                outputs.read(emf(root, outputs, dimensions)),
                outputs.spool(System.getenv()),
                new IntakesReader(root).read(),
                port(statsd),
                signsMove(statsd),
                limits.number("series", 1, 1_000_000).orElse((long) MOST_SERIES).intValue(),
                limits.number("bytes", 1024, 1L << 30).orElse(MOST_BYTES));
    }

    List<SettingProblem> problems() {
        return List.copyOf(problems);
    }

    /** What was read; of use only where there are no problems. */
    MetricsSettings settings() {
        return settings;
    }

    private static Optional<EmfSettings> emf(Section root, OutputsReader outputs, List<Tag> dimensions) {
        if (!outputs.printsEmf()) {
            Optional<String> _ = root.text("namespace"); // of no use, but not wrong either
            return Optional.empty();
        }
        return Optional.of(new EmfSettings(namespace(root), dimensions, outputs.resolution()));
    }

    private static String namespace(Section root) {
        Optional<String> namespace = root.text("namespace");
        if (namespace.isEmpty() && !root.entries().containsKey("namespace")) {
            root.problem(
                    "",
                    "`namespace` is missing, under which CloudWatch shows the metrics; write it as namespace: Shop");
        } else if (namespace.isPresent() && !isNamespace(namespace.get())) {
            root.problem(
                    "namespace",
                    "cannot be a namespace: it takes 1 to " + EmfSettings.LONGEST_NAMESPACE
                            + " letters, digits and any of . - _ / # : and blanks, and doesn't begin with `AWS/` or `:`");
        }
        return namespace.orElse("");
    }

    private static boolean isNamespace(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!isLetterOrDigit && ".-_/#: ".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isBlank()
                && text.length() <= EmfSettings.LONGEST_NAMESPACE
                && !text.startsWith("AWS/")
                && !text.startsWith(":");
    }

    private static List<Tag> dimensions(Section root) {
        Section section = root.section("dimensions", "dimensions: { service: shop }");
        List<Tag> dimensions = new ArrayList<>();
        for (Object key : section.entries().keySet()) {
            String name = key.toString();
            String value = section.text(name).orElse("");
            if (name.isBlank() || name.length() > 250 || value.isBlank() || value.length() > 1024) {
                section.problem(name, "cannot be a dimension: its name takes 1 to 250 characters, its value 1 to 1024");
            }
            dimensions.add(new Tag(name, value));
        }
        if (dimensions.size() > EmfSettings.MOST_DIMENSIONS) {
            section.problem("", "has more than " + EmfSettings.MOST_DIMENSIONS + " dimensions, the most there can be");
        }
        return dimensions;
    }

    private static OptionalInt port(Section statsd) {
        Optional<Long> port = statsd.number("port", 1, 65_535);
        return port.isPresent() ? OptionalInt.of(port.get().intValue()) : OptionalInt.empty();
    }

    private static boolean signsMove(Section statsd) {
        String dialect = statsd.text("dialect").orElse(STATSD);
        if (!dialect.equals(STATSD) && !dialect.equals(DOGSTATSD)) {
            statsd.problem(
                    "dialect",
                    "cannot use " + dialect + ": there are: " + STATSD + " (a gauge's value with a sign is a step) and "
                            + DOGSTATSD + " (it is a value)");
        }
        return !dialect.equals(DOGSTATSD);
    }
}
