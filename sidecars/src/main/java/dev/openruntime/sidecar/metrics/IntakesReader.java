package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.scrape.TargetSettings;
import dev.openruntime.sidecar.settings.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code self}, {@code scrape} and {@code otlp}. Classes of what isn't there are not touched. */
final class IntakesReader {

    private static final String SCRAPE = "scrape: [{ port: 9100 }]";
    private static final String OTLP = "otlp: { port: 4318 }";
    private static final Duration WITHIN = Duration.ofMillis(50);
    private static final long MOST_BODY_BYTES = 4L << 20;
    private static final int MOST_TARGETS = 16;

    private final Section root;

    IntakesReader(Section root) {
        this.root = root;
    }

    IntakeSettings read() {
        checkSelf();
        return new IntakeSettings(
                root.entries().containsKey("scrape") ? targets() : List.of(),
                root.entries().containsKey("otlp") ? Optional.of(otlp(root.section("otlp", OTLP))) : Optional.empty());
    }

    /** It is for the supervisor to heed. */
    private void checkSelf() {
        String self = root.text("self").orElse("true");
        if (!self.equals("true") && !self.equals("false")) {
            root.problem("self", "must be true or false");
        }
    }

    private static OtlpIntakeSettings otlp(Section otlp) {
        otlp.allow("port", "bytes");
        Optional<Long> port = otlp.number("port", 1, 65_535);
        long bytes = otlp.number("bytes", 1024, 1L << 26).orElse(MOST_BODY_BYTES);
        return new OtlpIntakeSettings(
                port.isPresent() ? OptionalInt.of(port.get().intValue()) : OptionalInt.empty(), (int) bytes);
    }

    private List<TargetSettings> targets() {
        List<TargetSettings> targets = new ArrayList<>();
        if (!(root.entries().get("scrape") instanceof List<?> items)
                || items.isEmpty()
                || items.size() > MOST_TARGETS) {
            root.problem("scrape", "must be a list of 1 to " + MOST_TARGETS + "; write it as " + SCRAPE);
            return targets;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String path = "scrape[" + i + "]";
            if (!(items.get(i) instanceof Map<?, ?> map)) {
                root.problem(path, "must be a map; write the list as " + SCRAPE);
                continue;
            }
            Section target = new Section(path, map, root.problems());
            Optional<String> name = name(target, items.size() > 1, names);
            target(target, name).ifPresent(targets::add);
        }
        return targets;
    }

    private static Optional<String> name(Section target, boolean isOneOfSeveral, Set<String> names) {
        Optional<String> name = target.text("name");
        if (name.isPresent() && (name.get().isBlank() || !names.add(name.get()))) {
            target.problem("name", "must be a name that no other target has");
        } else if (name.isEmpty() && isOneOfSeveral) {
            target.problem(
                    "", "`name` is missing, by which series of several targets differ; write it as name: handler");
        }
        return name;
    }

    private static Optional<TargetSettings> target(Section target, Optional<String> name) {
        target.allow("port", "path", "url", "within", "name");
        Duration within = target.entries().containsKey("within")
                ? Waits.read(target.entries().get("within"), why -> target.problem("within", why))
                : WITHIN;
        Optional<HttpUrl> url = target.entries().containsKey("url") ? url(target) : portAndPath(target);
        return url.map(read -> new TargetSettings(read, within, name));
    }

    private static Optional<HttpUrl> url(Section target) {
        if (target.entries().containsKey("port") || target.entries().containsKey("path")) {
            target.problem("url", "says it all; leave out `port` and `path`");
        }
        Optional<HttpUrl> url = HttpUrl.read(target.text("url").orElse(""));
        if (url.isEmpty() || url.get().secure() || !isLoopback(url.get().host())) {
            target.problem(
                    "url",
                    "must be of http on this machine, without a query; write it as url: http://127.0.0.1:9100/metrics");
            return Optional.empty();
        }
        return url;
    }

    private static Optional<HttpUrl> portAndPath(Section target) {
        Optional<Long> port = target.number("port", 1, 65_535);
        String path = target.text("path").orElse("/metrics");
        if (port.isEmpty() && !target.entries().containsKey("port")) {
            target.problem("", "`port` or `url` is missing; write it as port: 9100");
        }
        Optional<HttpUrl> url = HttpUrl.read("http://127.0.0.1:" + port.orElse(1L) + path);
        if (!path.startsWith("/") || url.isEmpty()) {
            target.problem("path", "must begin with a slash and have no query; write it as path: /metrics");
        }
        return port.isEmpty() ? Optional.empty() : url;
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost") || host.equals("[::1]")) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            if ("0123456789.".indexOf(host.charAt(i)) < 0) {
                return false;
            }
        }
        return host.startsWith("127.");
    }
}
