package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartTableTest {

    /** As the supervisor writes it: what was before the first line comes later. */
    private static TimelineLines start() {
        return TimelineLines.started(35_300)
                .phase("launcher", -10_000)
                .phase("java", -6_000)
                .phase("configured", 58_000)
                .phase("wired", 60_100)
                .phase("spawned", 66_000)
                .phase("observed", 90_000)
                .child("greeter", "sidecar", "spawned", 62_000, 4711)
                .child("handler", "handler", "spawned", 64_000, 4714)
                .child("migrate", "sidecar", "spawned", 65_000, 4715)
                .phase("registered", 95_000)
                .child("migrate", "sidecar", "completed", 99_000, 4715)
                .child("greeter", "sidecar", "ready", 131_000, 4711, "GET :7070/ready 200, 3rd try");
    }

    @Test
    void shouldHaveARowForEachStretchAndEachChildAndMarkTheSlowest() {
        TimelineLines lines = start().child("handler", "handler", "ready", 156_040, 4714, "index.handler")
                .phase("ready", 156_200)
                .next(158_000)
                .child("handler", "handler", "died", 159_000, 4714, "exit 1");

        assertThat(table(lines)).isEqualTo("""
                     at     took   ms
                    0.0      4.0  launcher (bash)
                    4.0     41.3  JVM, to its main
                   45.3     22.7  configuration read
                   68.0      2.1  children wired
                   70.1      5.9  first children spawned
                   76.0     24.0  logging and admin set up
                  100.0      5.0  extension registered
                  105.0     61.2  waited for children
                  166.2      1.8  loop set up
                  168.0           first next
                   72.0     69.0    sidecar greeter: ready
                   75.0     34.0    sidecar migrate: completed
                   74.0     92.0    handler: ready, the slowest
                """);
    }

    @Test
    void shouldEndWithAFailedInitAndShowWhoWasNotReady() {
        TimelineLines lines = start().child("handler", "handler", "died", 97_000, 4714, "exit 1")
                .phase("failed", 131_500);

        assertThat(table(lines))
                .contains("  105.0     36.5  waited for children, in vain\n  141.5           init failed\n")
                .contains("   72.0     69.0    sidecar greeter: ready, the slowest\n")
                .endsWith("   74.0     67.5    handler: died\n");
    }

    @Test
    void shouldBeginWithTheProcessWhereNoLauncherSaysWhenItBegan() {
        TimelineLines lines = TimelineLines.started(35_300)
                .child("handler", "handler", "spawned", 64_000, 4714)
                .phase("weather", 65_000)
                .next(158_000);

        assertThat(table(lines)).isEqualTo("""
                     at     took   ms
                    0.0     35.3  JVM, to its main
                   35.3    122.7  loop set up
                  158.0           first next
                   64.0     94.0    handler: not ready yet
                """);
    }

    private static String table(TimelineLines lines) {
        return String.join("\n", StartTable.of(lines.text().getBytes(StandardCharsets.UTF_8))) + "\n";
    }
}
