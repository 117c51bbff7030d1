package dev.openruntime.supervisor;

import dev.openruntime.child.Spawner;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.config.SidecarKind;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.meters.OwnMeters;
import dev.openruntime.process.Command;
import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.StatsdIntake;
import dev.openruntime.sidecar.catalog.BuiltIn;
import dev.openruntime.sidecar.isolated.Launch;
import dev.openruntime.telemetry.LateMeters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The built-ins of one configuration. All are made, or their ports reserved, before the first child is spawned, since
 * every child is told where they are.
 */
final class BuiltInSidecars {

    /** Of a flush, the part that looking at processes may take. */
    private static final int LOOKING = 4;

    private final Map<String, Sidecar> embedded = new LinkedHashMap<>();
    private final Map<String, Reservation> isolated = new LinkedHashMap<>();
    private final Map<String, BuiltInFlusher.Flush> flushes = new HashMap<>();
    private final Map<String, StatsdIntake> intakes = new LinkedHashMap<>();

    private final Optional<OwnMeters> own;
    private final Optional<String> collector;

    /** @param own handed to the one that {@link #collector collects} them */
    BuiltInSidecars(Configuration configuration, Optional<OwnMeters> own) {
        this.own = own;
        this.collector = collector(configuration);
        for (SidecarConfig sidecar : configuration.sidecars()) {
            if (sidecar.kind() instanceof SidecarKind.BuiltIn kind) {
                switch (kind.isolation()) {
                    case EMBEDDED -> embed(sidecar.name(), builtIn(kind).create(kind.with()));
                    case PROCESS -> isolate(sidecar.name(), builtIn(kind), kind.with());
                }
            }
        }
    }

    private void embed(String name, Sidecar sidecar) {
        embedded.put(name, new OneAtATime(sidecar));
        if (sidecar instanceof StatsdIntake intake) {
            intakes.put(name, intake);
        }
    }

    private void isolate(String name, BuiltIn builtIn, Map<String, Object> with) {
        Reservation reservation = builtIn.reserve(with);
        isolated.put(name, reservation);
        if (builtIn.gathers()) {
            intakes.put(name, new StatsdSender(reservation.port()));
        }
    }

    /** The name of the first that wants the supervisor's own meters. */
    static Optional<String> collector(Configuration configuration) {
        for (SidecarConfig sidecar : configuration.sidecars()) {
            if (sidecar.kind() instanceof SidecarKind.BuiltIn kind
                    && builtIn(kind).takesOwnMeters(kind.with())) {
                return Optional.of(sidecar.name());
            }
        }
        return Optional.empty();
    }

    /** Flushes a sidecar; the one that collects them has the supervisor's own meters by then. */
    private BuiltInFlusher.Flush flush(String name, Optional<StatsdIntake> intake, BuiltInFlusher.Flush sidecar) {
        if (own.isEmpty() || intake.isEmpty() || !collector.equals(Optional.of(name))) {
            return sidecar;
        }
        return within -> {
            Deadline by = Deadline.in(within);
            own.get().handOver(intake.get(), within.dividedBy(LOOKING));
            sidecar.flush(by.remaining());
        };
    }

    /** Takes what workers measure to the first sidecar that collects such things. */
    MetricNotes notes() {
        return new MetricNotes(intakes.values().stream().findFirst());
    }

    /** What all children find in their environment. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        embedded.values().forEach(sidecar -> addresses.putAll(sidecar.environment()));
        isolated.values().forEach(reservation -> addresses.putAll(reservation.environment()));
        return addresses;
    }

    /** How each is flushed, wherever it runs; complete once all spawners are made. */
    Map<String, BuiltInFlusher.Flush> flushes() {
        return Map.copyOf(flushes);
    }

    /** The names of those that have no process. */
    Set<String> embedded() {
        return Set.copyOf(embedded.keySet());
    }

    /** @param process makes of the words of a command what is run */
    Spawner spawner(
            String name,
            SidecarKind.BuiltIn kind,
            Function<List<String>, Command> process,
            Outputs outputs,
            LateMeters meters) {
        Sidecar sidecar = embedded.get(name);
        if (sidecar != null) {
            flushes.put(name, flush(name, Optional.ofNullable(intakes.get(name)), sidecar::flush));
            return new EmbeddedSpawner(sidecar, meters, outputs::print);
        }
        Reservation reservation = isolated.get(name);
        if (reservation == null) {
            throw new IllegalStateException("internal error: built-in sidecar " + name + " was not made");
        }
        Command command = process.apply(OwnJvm.command(dev.openruntime.sidecar.isolated.Main.class));
        IsolatedSpawner spawner = new IsolatedSpawner(
                command,
                new Launch(kind.use(), name, reservation.port(), kind.with()),
                outputs.relay(),
                meters,
                outputs::print);
        flushes.put(name, flush(name, Optional.ofNullable(intakes.get(name)), spawner::flush));
        return spawner;
    }

    private static BuiltIn builtIn(SidecarKind.BuiltIn kind) {
        return BuiltIn.named(kind.use())
                .orElseThrow(() -> new IllegalStateException("internal error: no built-in is called " + kind.use()));
    }
}
