package dev.openruntime.supervisor;

import dev.openruntime.config.HttpRequest;
import dev.openruntime.config.ProbeTarget;
import dev.openruntime.health.Address;
import dev.openruntime.health.StatusRange;
import dev.openruntime.health.Target;
import java.util.List;
import java.util.function.Function;

/**
 * Turns what the configuration says of a probe's target into what probes know of one. No pattern switches: they cost
 * milliseconds, and this is on the way to the first spawn.
 */
final class ProbeTargets {

    private final Function<List<String>, Target> commands;

    /** @param commands what is asked where a probe is a command, by its words */
    ProbeTargets(Function<List<String>, Target> commands) {
        this.commands = commands;
    }

    /** A line of the log is none: nobody asks for it. */
    Target of(ProbeTarget target) {
        if (target instanceof ProbeTarget.Http http) {
            return new Target.Http(
                    address(http.request().address()),
                    http.request().path(),
                    statuses(http),
                    http.request().headers());
        }
        if (target instanceof ProbeTarget.Tcp tcp) {
            return new Target.Tcp(tcp.host(), tcp.port());
        }
        if (target instanceof ProbeTarget.Unix unix) {
            return new Target.Unix(unix.path());
        }
        if (target instanceof ProbeTarget.Exec exec) {
            return commands.apply(exec.words());
        }
        throw new IllegalArgumentException("internal error: cannot probe " + target);
    }

    private static Address address(HttpRequest.Address address) {
        if (address instanceof HttpRequest.Address.Port port) {
            return new Address.Port(port.host(), port.port());
        }
        if (address instanceof HttpRequest.Address.Socket socket) {
            return new Address.UnixSocket(socket.path());
        }
        throw new IllegalArgumentException("internal error: cannot probe " + address);
    }

    private static List<StatusRange> statuses(ProbeTarget.Http http) {
        return http.statuses().stream()
                .map(range -> new StatusRange(range.from(), range.to()))
                .toList();
    }
}
