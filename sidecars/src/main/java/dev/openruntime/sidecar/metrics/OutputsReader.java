package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.metrics.emf.EmfSettings;
import dev.openruntime.sidecar.metrics.file.FileSettings;
import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.http.Receiver;
import dev.openruntime.sidecar.metrics.otlp.OtlpSettings;
import dev.openruntime.sidecar.metrics.output.SpoolSettings;
import dev.openruntime.sidecar.metrics.pushgateway.PushgatewaySettings;
import dev.openruntime.sidecar.metrics.series.Tag;
import dev.openruntime.sidecar.metrics.statsd.StatsdTarget;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code to} and {@code spool}. Classes of outputs that aren't there are not touched. */
final class OutputsReader {

    private static final String SHAPE = "to: { otlp: { url: http://127.0.0.1:4318 } }";
    private static final String STATSD = "statsd";
    private static final String DOGSTATSD = "dogstatsd";
    private static final long MOST_BYTES = 1L << 40;

    private final Section root;
    private final Section to;
    private final List<Tag> ofAll;

    /** @param ofAll tags that all series have */
    OutputsReader(Section root, List<Tag> ofAll) {
        this.root = root;
        this.ofAll = ofAll;
        this.to = root.section("to", SHAPE);
        to.allow("emf", "otlp", STATSD, "pushgateway", "file");
    }

    /** Whether metrics are printed; they are if nobody says where else they go. */
    boolean printsEmf() {
        return to.entries().isEmpty() || to.entries().containsKey("emf");
    }

    OutputSettings read(Optional<EmfSettings> emf) {
        return new OutputSettings(
                emf,
                has("file") ? file(to.section("file", "file: { path: /tmp/metrics.jsonl }")) : Optional.empty(),
                has(STATSD) ? statsd(to.section(STATSD, "statsd: { address: 127.0.0.1:8125 }")) : Optional.empty(),
                has("otlp") ? otlp(to.section("otlp", "otlp: { url: http://127.0.0.1:4318 }")) : Optional.empty(),
                has("pushgateway")
                        ? pushgateway(to.section("pushgateway", "pushgateway: { url: http://127.0.0.1:9091 }"))
                        : Optional.empty());
    }

    private boolean has(String output) {
        return to.entries().containsKey(output);
    }

    int resolution() {
        Section emf = to.section("emf", "emf: { resolution: 1 }");
        emf.allow("resolution");
        long resolution = emf.number("resolution", 1, 60).orElse(60L);
        if (resolution != 1 && resolution != 60) {
            emf.problem("resolution", "cannot use " + resolution + ": CloudWatch knows 1 and 60 seconds");
        }
        return (int) resolution;
    }

    private Optional<OtlpSettings> otlp(Section otlp) {
        otlp.allow("url", "headers", "ca", "temporality");
        String temporality = otlp.text("temporality").orElse("cumulative");
        if (!temporality.equals("cumulative") && !temporality.equals("delta")) {
            otlp.problem(
                    "temporality",
                    "cannot use " + temporality
                            + ": there are: cumulative (sums since the process began) and delta (since the last batch)");
        }
        Optional<Receiver> collector = receiver(otlp, "http://127.0.0.1:4318", "/v1/metrics");
        return collector.isPresent()
                ? Optional.of(new OtlpSettings(collector.get(), temporality.equals("cumulative"), ofAll))
                : Optional.empty();
    }

    private Optional<PushgatewaySettings> pushgateway(Section gateway) {
        gateway.allow("url", "job", "headers", "ca");
        Optional<String> job = gateway.text("job");
        if (job.isPresent() && job.get().isBlank()) {
            gateway.problem("job", "cannot be empty; without it the job is the function's name");
        }
        Optional<Receiver> receiver = receiver(gateway, "http://127.0.0.1:9091", "");
        return receiver.isPresent()
                ? Optional.of(new PushgatewaySettings(receiver.get(), job, ofAll))
                : Optional.empty();
    }

    /** @param path of an address that has none */
    private static Optional<Receiver> receiver(Section section, String example, String path) {
        Map<String, String> headers = headers(section);
        Optional<Path> ca = path(section, "ca", section.text("ca"));
        Optional<HttpUrl> url = url(section, example);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        HttpUrl whole = url.get().path().isEmpty() ? url.get().withPath(path) : url.get();
        if (ca.isPresent() && !whole.secure()) {
            section.problem("ca", "is of no use: " + whole + " is not https");
        }
        return Optional.of(new Receiver(whole, headers, ca));
    }

    private static Optional<HttpUrl> url(Section section, String example) {
        Optional<String> text = required(section, "url", example);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<HttpUrl> url = HttpUrl.read(text.get());
        if (url.isEmpty()) {
            section.problem("url", "must be an address of http or https without a query; write it as url: " + example);
        }
        return url;
    }

    private static Optional<String> required(Section section, String key, String example) {
        if (!section.entries().containsKey(key)) {
            section.problem("", "`" + key + "` is missing; write it as " + key + ": " + example);
        }
        return section.text(key);
    }

    private static Map<String, String> headers(Section section) {
        Section headers = section.section("headers", "headers: { Authorization: \"Bearer ${TOKEN}\" }");
        Map<String, String> read = new HashMap<>();
        for (Object key : headers.entries().keySet()) {
            String name = key.toString();
            String value = headers.text(name).orElse("");
            if (!isHeaderName(name) || !isHeaderValue(value)) {
                headers.problem(name, "cannot be a header: its name is a word, its value one line of printable ASCII");
            }
            read.put(name, value);
        }
        return read;
    }

    private static boolean isHeaderName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isWord = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!isWord && "-_.!#$%&'*+^`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isHeaderValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private Optional<StatsdTarget> statsd(Section statsd) {
        statsd.allow("address", "dialect");
        String dialect = statsd.text("dialect").orElse(STATSD);
        if (!dialect.equals(STATSD) && !dialect.equals(DOGSTATSD)) {
            statsd.problem(
                    "dialect",
                    "cannot use " + dialect + ": there are: " + STATSD + " (tags as Graphite has them) and "
                            + DOGSTATSD);
        }
        Optional<String> address = required(statsd, "address", "127.0.0.1:8125");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int colon = address.get().lastIndexOf(':');
        int port = colon < 1 ? 0 : port(address.get().substring(colon + 1));
        if (port == 0) {
            statsd.problem("address", "cannot use " + address.get() + "; write it as address: 127.0.0.1:8125");
            return Optional.empty();
        }
        String host = address.get().substring(0, colon);
        return Optional.of(new StatsdTarget(host, port, dialect.equals(DOGSTATSD), ofAll));
    }

    /** 0: it is none. */
    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port <= 65_535 ? port : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Optional<FileSettings> file(Section file) {
        file.allow("path", "bytes");
        long bytes = file.number("bytes", 1024, MOST_BYTES).orElse(FileSettings.MOST_BYTES);
        Optional<Path> path = path(file, "path", required(file, "path", "/tmp/metrics.jsonl"));
        return path.isPresent() ? Optional.of(new FileSettings(path.get(), bytes, ofAll)) : Optional.empty();
    }

    SpoolSettings spool(Map<String, String> environment) {
        Section spool = root.section("spool", "spool: { directory: /tmp/metrics, bytes: 16777216 }");
        spool.allow("directory", "bytes");
        long bytes = spool.number("bytes", 0, MOST_BYTES).orElse(SpoolSettings.MOST_BYTES);
        Path directory = path(spool, "directory", spool.text("directory"))
                .orElse(Path.of(environment.getOrDefault("TMPDIR", "/tmp"), "open-runtime-spool"));
        return new SpoolSettings(directory, bytes);
    }

    private static Optional<Path> path(Section section, String key, Optional<String> text) {
        try {
            if (text.isPresent() && !text.get().isBlank()) {
                return Optional.of(Path.of(text.get()).toAbsolutePath());
            }
        } catch (InvalidPathException e) {
            section.problem(key, "cannot be a path: " + e.getReason());
            return Optional.empty();
        }
        if (text.isPresent()) {
            section.problem(key, "cannot be empty");
        }
        return Optional.empty();
    }
}
