package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code startup}. */
final class ProbeReader {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_PORT = 65_535;
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final Reading reading;

    ProbeReader(Reading reading) {
        this.reading = reading;
    }

    Optional<StartupProbe> startup(Section sidecar) {
        Section section = sidecar.section("startup", Keys.STARTUP);
        if (section == null) {
            return Optional.empty();
        }
        Duration every = section.duration("every", EVERY);
        Duration timeout = section.duration("timeout", TIMEOUT);
        Duration within = section.duration("within", WITHIN);
        ProbeTarget target = target(section, section.path());
        return target == null ? Optional.empty() : Optional.of(new StartupProbe(target, every, timeout, within));
    }

    private @Nullable ProbeTarget target(Section startup, String path) {
        if (startup.has("http") && startup.has("tcp")) {
            reading.problems().add(startup.place(), path, "give `http` or `tcp`, not both");
        }
        if (startup.lacks("http") && startup.lacks("tcp")) {
            reading.problems().add(startup.place(), path, "one of `http` and `tcp` is required");
        }
        Section http = startup.section("http", Keys.HTTP);
        Section tcp = startup.section("tcp", Keys.TCP);
        if (http != null) {
            return new ProbeTarget.Http(host(http), port(http), path(http));
        }
        return tcp == null ? null : new ProbeTarget.Tcp(host(tcp), port(tcp));
    }

    private String host(Section target) {
        String host = target.text("host");
        if (host == null) {
            return LOOPBACK;
        }
        checkCharacters(target, "host", host);
        return host;
    }

    private int port(Section target) {
        Node node = target.required("port");
        Integer port = node == null ? null : reading.values().whole(node, target.pathOf("port"), 1, MOST_PORT);
        return port == null ? 0 : port;
    }

    private String path(Section target) {
        target.required("path");
        String path = target.text("path");
        if (path == null) {
            return "/";
        }
        if (path.startsWith("/")) {
            checkCharacters(target, "path", path);
        } else {
            reading.problems().add(target.placeOf("path"), target.pathOf("path"), "must begin with `/`");
        }
        return path;
    }

    /** What could end a request line or a header early is refused. */
    private void checkCharacters(Section target, String key, String text) {
        boolean sound = !text.isEmpty();
        for (int at = 0; at < text.length(); at++) {
            sound &= text.charAt(at) > ' ' && text.charAt(at) < 0x7f;
        }
        if (!sound) {
            reading.problems()
                    .add(
                            target.placeOf(key),
                            target.pathOf(key),
                            "must be printable ASCII without spaces, not " + Shown.quoted(text));
        }
    }
}
