package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a child costs the supervisor: a platform gives 1,024 threads and 1,024 descriptors to all of us together. */
final class FootprintIT {

    /** Two readers of its output and the JDK's thread that waits for its end, with the slack of a thread that ends. */
    private static final double MOST_THREADS_EACH = 3.1;

    /** Its pipes. */
    private static final double MOST_DESCRIPTORS_EACH = 3.1;

    private static final int[] COUNTS = {1, 10, 50};

    private static final String HANDLER = """
            handler:
              command: [bash, "${IT_WORKERS}/bare.sh", handle]
            shutdown: { within: 10s }
            init: { within: 60s }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    /** Of the supervisor at rest. */
    private record Footprint(int children, long threads, long descriptors, long residentKib) {}

    @Test
    void shouldCostTwoDescriptorsAndThreeThreadsForASidecar() {
        List<Footprint> measured = measure("sidecar", count -> {
            StringBuilder config = new StringBuilder(HANDLER + "sidecars:\n");
            for (int i = 0; i < count; i++) {
                config.append("  - { name: s").append(i).append(", command: [sleep, \"3600\"] }\n");
            }
            return config.toString();
        });

        assertSlope(measured, MOST_THREADS_EACH, 2.1);
    }

    @Test
    void shouldCostThreeDescriptorsAndThreeThreadsForAWorker() {
        List<Footprint> measured = measure("worker", count -> {
            StringBuilder config = new StringBuilder(HANDLER + "middleware:\n");
            for (int i = 0; i < count; i++) {
                config.append("  - { name: m")
                        .append(i)
                        .append(", command: [bash, \"${IT_WORKERS}/bare.sh\", before] }\n");
            }
            return config.toString();
        });

        assertSlope(measured, MOST_THREADS_EACH, MOST_DESCRIPTORS_EACH);
    }

    private static void assertSlope(List<Footprint> measured, double threads, double descriptors) {
        Footprint few = measured.getFirst();
        Footprint many = measured.getLast();
        double children = many.children() - few.children();
        assertThat((many.threads() - few.threads()) / children).isLessThanOrEqualTo(threads);
        assertThat((many.descriptors() - few.descriptors()) / children).isLessThanOrEqualTo(descriptors);
    }

    private List<Footprint> measure(String what, IntFunction<String> config) {
        List<Footprint> measured = new ArrayList<>();
        for (int count : COUNTS) {
            ScriptedPlatform platform = bench.platform();
            Program program = bench.bootstrap().config(config.apply(count)).start(platform);
            assertThat(platform.invoke("1").text()).isEqualTo("\"from bash\"");
            measured.add(atRest(count, program.timeline().supervisorPid()));
            program.signal("TERM");
            assertThat(program.awaitExit()).isZero();
        }
        Footprint few = measured.getFirst();
        Footprint many = measured.getLast();
        double children = many.children() - few.children();
        System.out.printf(
                Locale.ROOT,
                "each %s costs %.2f threads, %.2f descriptors, %.0f KiB resident: %s%n",
                what,
                (many.threads() - few.threads()) / children,
                (many.descriptors() - few.descriptors()) / children,
                (many.residentKib() - few.residentKib()) / children,
                measured);
        return measured;
    }

    /** Once what was only there to start with has ended: the same twice, half a second apart. */
    private static Footprint atRest(int children, long pid) {
        List<Footprint> seen = new ArrayList<>();
        await("the threads are at rest")
                .atMost(ScriptedPlatform.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    seen.add(now(children, pid));
                    Footprint last = seen.getLast();
                    Footprint before = seen.get(Math.max(0, seen.size() - 2));
                    return seen.size() > 3
                            && last.threads() == before.threads()
                            && last.descriptors() == before.descriptors();
                });
        return seen.getLast();
    }

    private static Footprint now(int children, long pid) throws IOException {
        Path process = Path.of("/proc/" + pid);
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new Footprint(children, number(process, "Threads:"), open.count(), number(process, "VmRSS:"));
        }
    }

    private static long number(Path process, String field) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
