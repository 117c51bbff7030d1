package dev.openruntime.config;

import java.util.Map;
import java.util.Optional;

/**
 * Reads what handler, middleware and sidecars have in common. A reader is only loaded where the file has its key: all
 * of this is on the way to the first spawn.
 */
final class ChildReader {

    private final Reading reading;
    private final DependencyReader dependencies;
    private final EnvironmentReader environments;
    private final LifeReader lives;

    ChildReader(Reading reading, DependencyReader dependencies) {
        this.reading = reading;
        this.dependencies = dependencies;
        this.environments = new EnvironmentReader(reading);
        this.lives = new LifeReader(reading);
    }

    ChildConfig ofHandler(Section section) {
        return child(section, HandlerConfig.NAME, true, environments.ofHandler(section));
    }

    /**
     * Of a middleware or sidecar.
     *
     * @param name empty if it can't be used
     * @param enabled whether it is there at all
     */
    ChildConfig of(Section section, String name, boolean enabled) {
        return child(section, name, enabled, environments.of(section));
    }

    private ChildConfig child(Section section, String name, boolean enabled, EnvironmentConfig environment) {
        return new ChildConfig(
                section.has("dependsOn") ? dependencies.read(section, name, enabled) : Map.of(),
                section.has("liveness") ? new ProbeReader(reading).liveness(section) : Optional.empty(),
                environment,
                ProcessReader.isAsked(section)
                        ? new ProcessReader(reading).read(section)
                        : ProcessConfig.in(reading.directory()),
                section.has("logs") ? new LogsReader(reading).read(section) : new LogsConfig.Platform(),
                lives.restart(section),
                LifeReader.stop(section));
    }
}
