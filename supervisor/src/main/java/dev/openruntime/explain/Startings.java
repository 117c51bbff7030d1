package dev.openruntime.explain;

import dev.openruntime.config.ChildConfig;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.HttpRequest;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.OnFailure;
import dev.openruntime.config.ProbeTarget;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.config.SidecarKind;
import dev.openruntime.config.StartupProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the configuration says of each child's start, in words. */
final class Startings {

    private static final String SAYS_SO = "says so itself";

    private Startings() {}

    /** All children: handler, middleware, sidecars. */
    static List<Starting> of(Configuration configuration, Set<String> oneShots) {
        List<Starting> startings = new ArrayList<>();
        startings.add(worker(
                HandlerConfig.NAME, "handler", true, configuration.handler().child()));
        for (MiddlewareConfig stage : configuration.middleware()) {
            startings.add(worker(stage.name(), "middleware", stage.onFailure() == OnFailure.FAIL, stage.child()));
        }
        for (SidecarConfig sidecar : configuration.sidecars()) {
            startings.add(sidecar(sidecar, oneShots.contains(sidecar.name())));
        }
        return startings;
    }

    private static Starting worker(String name, String role, boolean needed, ChildConfig child) {
        return new Starting(name, role, needed, child.dependsOn(), SAYS_SO, Optional.empty(), "");
    }

    private static Starting sidecar(SidecarConfig sidecar, boolean oneShot) {
        Optional<StartupProbe> probe = sidecar.startup();
        String ready = oneShot
                ? "when it has ended with status 0"
                : sidecar.kind() instanceof SidecarKind.BuiltIn
                        ? SAYS_SO
                        : probe.map(StartupProbe::target).map(Startings::words).orElse("as soon as it is started");
        boolean atOnce = !oneShot && probe.isEmpty() && sidecar.kind() instanceof SidecarKind.Command;
        String line = probe.map(StartupProbe::target).orElse(null) instanceof ProbeTarget.Log log ? log.regex() : "";
        return new Starting(
                sidecar.name(),
                oneShot ? "one-shot" : "sidecar",
                sidecar.required(),
                sidecar.child().dependsOn(),
                ready,
                oneShot ? Optional.empty() : atOnce ? Optional.of(Duration.ZERO) : probe.map(StartupProbe::within),
                line);
    }

    private static String words(ProbeTarget target) {
        return switch (target) {
            case ProbeTarget.Http http -> request(http.request());
            case ProbeTarget.Tcp tcp -> "tcp " + place(tcp.host(), tcp.port());
            case ProbeTarget.Unix unix -> "unix " + unix.path();
            case ProbeTarget.Exec exec -> "exec " + String.join(" ", exec.words());
            case ProbeTarget.Log log -> "prints \"" + log.regex() + "\"";
        };
    }

    /** A request as a person would write it; this machine isn't named. */
    static String request(HttpRequest request) {
        String where = switch (request.address()) {
            case HttpRequest.Address.Port port -> place(port.host(), port.port());
            case HttpRequest.Address.Socket socket -> socket.path() + " ";
        };
        return request.method() + " " + where + request.path();
    }

    private static String place(String host, int port) {
        return (host.equals("127.0.0.1") ? "" : host) + ":" + port;
    }
}
