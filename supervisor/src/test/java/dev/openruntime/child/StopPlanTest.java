package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StopPlanTest {

    @Test
    void shouldStopHandlerThenMiddlewareThenSidecarsWhereNobodyDependsOnAnother() {
        List<ChildSpec> children = List.of(
                spec("a", ChildRole.SIDECAR),
                spec("m", ChildRole.MIDDLEWARE),
                spec("handler", ChildRole.HANDLER),
                spec("b", ChildRole.SIDECAR));

        assertThat(waves(children)).containsExactly(List.of("handler"), List.of("m"), List.of("a", "b"));
    }

    @Test
    void shouldStopASidecarBeforeTheWorkerThatItDependsOnAndLeaveTheOthersUntilAfter() {
        List<ChildSpec> children = List.of(
                spec("agent", ChildRole.SIDECAR),
                spec("warmer", ChildRole.SIDECAR, "handler"),
                spec("probe", ChildRole.SIDECAR, "warmer"),
                spec("handler", ChildRole.HANDLER, "agent"));

        assertThat(waves(children))
                .containsExactly(List.of("probe"), List.of("warmer"), List.of("handler"), List.of("agent"));
    }

    @Test
    void shouldRefuseACircle() {
        List<ChildSpec> children = List.of(
                spec("x", ChildRole.SIDECAR), spec("a", ChildRole.SIDECAR, "b"), spec("b", ChildRole.HANDLER, "a"));

        assertThatThrownBy(() -> StopPlan.waves(children))
                .hasMessageContaining("in a circle: ")
                .hasMessageEndingWith("a, b");
    }

    @Property
    void shouldStopEveryoneOnceAndNobodyBeforeThoseThatDependOnIt(@ForAll("graphs") List<ChildSpec> children) {
        Map<String, Integer> wave = new HashMap<>();
        List<List<ChildSpec>> waves = StopPlan.waves(children);
        for (int i = 0; i < waves.size(); i++) {
            for (ChildSpec child : waves.get(i)) {
                assertThat(wave.put(child.name(), i)).isNull();
            }
        }

        assertThat(wave).hasSameSizeAs(children);
        for (ChildSpec child : children) {
            for (String other : child.dependsOn().keySet()) {
                assertThat(wave.get(child.name())).isLessThan(wave.get(other));
            }
        }
    }

    /** Each may depend on those before it; then they are shuffled. */
    @Provide
    Arbitrary<List<ChildSpec>> graphs() {
        Arbitrary<List<Integer>> on =
                Arbitraries.integers().between(0, 11).list().ofMaxSize(3);
        Arbitrary<ChildRole> roles = Arbitraries.of(ChildRole.class);
        return roles.list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .flatMap(all -> on.list()
                        .ofSize(all.size())
                        .map(edges -> IntStream.range(0, all.size())
                                .mapToObj(i -> spec(
                                        "c" + i,
                                        all.get(i),
                                        edges.get(i).stream()
                                                .filter(other -> other < i)
                                                .map(other -> "c" + other)
                                                .toArray(String[]::new)))
                                .toList())
                        .flatMap(Arbitraries::shuffle));
    }

    private static List<List<String>> waves(List<ChildSpec> children) {
        return StopPlan.waves(children).stream()
                .map(wave -> wave.stream().map(ChildSpec::name).toList())
                .toList();
    }

    private static ChildSpec spec(String name, ChildRole role, String... dependsOn) {
        Map<String, Condition> on = new HashMap<>();
        for (String other : dependsOn) {
            on.put(other, new Condition.Healthy());
        }
        return TestSpecs.spec(name, role, new Startup.SaysSo(Duration.ofSeconds(1)), RestartPolicy.When.ALWAYS, on);
    }
}
