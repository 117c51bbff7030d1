package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.openruntime.config.CatalogBuiltIns;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.ConfigurationFile;
import dev.openruntime.explain.ShutdownPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlansTest {

    private static final Map<String, String> ALONE = Map.of("OPEN_RUNTIME_EXTENSIONS", "/nowhere");

    @TempDir
    private Path folder;

    @Test
    void shouldDivideWhatIsLeftForTheChildrenAmongTheWavesOfTheStop() throws Exception {
        Configuration configuration = read("""
                handler: { command: [a], stop: { signal: INT } }
                sidecars:
                  - { name: db, command: [a], stop: { within: 2s } }
                  - { name: api, command: [a], dependsOn: { db: healthy }, stop: { within: 100ms } }
                shutdown: { within: 3640ms }
                """);

        ShutdownPlan plan = new Plans().shutdown(configuration, ALONE);

        assertThat(plan.configured()).isTrue();
        assertThat(plan.invocation()).isEqualTo(Duration.ofMillis(1200));
        assertThat(plan.flush()).isEqualTo(Duration.ofMillis(1200));
        assertThat(plan.process()).isEqualTo(Duration.ofMillis(40));
        assertThat(plan.limit()).isEqualTo(Duration.ofMillis(3630));
        assertThat(plan.waves())
                .flatExtracting(ShutdownPlan.Wave::children)
                .extracting(
                        ShutdownPlan.Stop::name,
                        ShutdownPlan.Stop::signal,
                        stop -> stop.within().toMillis())
                .containsExactly(tuple("handler", "INT", 300L), tuple("api", "TERM", 100L), tuple("db", "TERM", 300L));
        assertThat(plan.waves().stream().map(ShutdownPlan.Wave::share).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void shouldTakeWhatThePlatformGrantsWhereNothingIsConfigured() throws Exception {
        ShutdownPlan plan = new Plans().shutdown(read("handler: { command: [a] }"), ALONE);

        assertThat(plan.configured()).isFalse();
        assertThat(plan.within()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldKnowOneShots() throws Exception {
        Configuration configuration = read("""
                handler: { command: [a], dependsOn: { migrate: completed } }
                sidecars:
                  - { name: migrate, command: [a], restart: { policy: never } }
                  - { name: agent, command: [a], liveness: { exec: [a, ping] } }
                """);

        assertThat(new Plans().oneShots(configuration)).containsExactly("migrate");
    }

    private Configuration read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("open-runtime.yaml"), text);
        return ConfigurationFile.read(Optional.of(file), Map.of("OPEN_RUNTIME_FRAGMENTS", ""), new CatalogBuiltIns());
    }
}
