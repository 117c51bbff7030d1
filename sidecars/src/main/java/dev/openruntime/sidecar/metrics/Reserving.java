package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.loopback.ReservedPort;
import dev.openruntime.sidecar.metrics.statsd.StatsdPort;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is kept for a sidecar in a process of its own, and what all children are told of the ports. */
final class Reserving {

    /** How often a port is sought that is free for both, UDP and TCP. */
    private static final int ATTEMPTS = 16;

    private static final String COOKIE = "OPEN_RUNTIME_CHILD";

    private Reserving() {}

    /** Of StatsD, and of OTLP if it is taken: the same number, unless the settings say another. */
    static Reservation ports(MetricsSettings settings) {
        OptionalInt wanted = settings.port();
        Optional<OtlpIntakeSettings> otlp = settings.intakes().otlp();
        for (int attempt = 1; ; attempt++) {
            try {
                DatagramChannel statsd = StatsdPort.keep(wanted);
                int port = StatsdPort.portOf(statsd.getLocalAddress());
                if (otlp.isEmpty()) {
                    return new Reservation(statsd(port), port, statsd);
                }
                int otlpPort = otlp.get().port().orElse(port);
                Closeable both = withOtlp(statsd, otlpPort, /* mustBeFree= */ attempt < ATTEMPTS && wanted.isEmpty());
                return new Reservation(environment(port, otlpPort), port, both);
            } catch (IOException taken) {
                if (attempt >= ATTEMPTS || wanted.isPresent()) {
                    int port = wanted.orElse(0); // the one that is to listen will say why it can't
                    return new Reservation(statsd(port), port, () -> {});
                }
            }
        }
    }

    private static Closeable withOtlp(DatagramChannel statsd, int port, boolean mustBeFree) throws IOException {
        try {
            SocketChannel otlp = ReservedPort.keep(OptionalInt.of(port));
            return () -> {
                try (statsd) {
                    otlp.close();
                }
            };
        } catch (IOException taken) {
            if (mustBeFree) {
                statsd.close();
                throw taken;
            }
            return statsd; // the one that is to listen will say why it can't
        }
    }

    private static Map<String, String> environment(int statsd, int otlp) {
        Map<String, String> environment = new HashMap<>(Intakes.environment("127.0.0.1:" + otlp));
        environment.putAll(statsd(statsd));
        return environment;
    }

    /** Ours, and those by which the usual clients of StatsD and DogStatsD find it without being told. */
    static Map<String, String> statsd(int port) {
        if (port == 0) {
            return Map.of();
        }
        String host = "127.0.0.1";
        String number = String.valueOf(port);
        return Map.of(
                Metrics.ADDRESS_VARIABLE,
                host + ":" + number,
                "STATSD_HOST",
                host,
                "STATSD_PORT",
                number,
                "DD_AGENT_HOST",
                host,
                "DD_DOGSTATSD_PORT",
                number);
    }

    /** By what every child is marked with, which ends with how often it was spawned. */
    static boolean isFirstLife(Map<String, String> environment) {
        String cookie = environment.getOrDefault(COOKIE, "-1");
        return cookie.endsWith("-1");
    }
}
