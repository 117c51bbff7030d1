package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Map<String, ?> SERVICES = Map.of("orders", List.of("127.0.0.1:7001", "[::1]:7002"));

    @Test
    void shouldReadServicesAndLeaveThePortOpen() {
        SettingsReader reader = new SettingsReader(Map.of("services", SERVICES));

        assertThat(reader.problems()).isEmpty();
        assertThat(reader.settings().port()).isEmpty();
        assertThat(reader.settings().services())
                .isEqualTo(Map.of("orders", List.of(new Endpoint("127.0.0.1", 7001), new Endpoint("::1", 7002))));
    }

    @Test
    void shouldReadThePortAsNumberOrText() {
        for (Object port : List.of(7378, 7378L, "7378")) {
            SettingsReader reader = new SettingsReader(Map.of("port", port, "services", SERVICES));

            assertThat(reader.problems()).isEmpty();
            assertThat(reader.settings().port()).isEqualTo(OptionalInt.of(7378));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "80.5", "http", "-1", ""})
    void shouldRefuseWhatIsNoPort(String port) {
        assertThat(problems(Map.of("port", port, "services", SERVICES)))
                .containsExactly(new SettingProblem(
                        "port",
                        "cannot use " + port + " as a port: it must be a number from 1 to 65535; without `port` a free"
                                + " one is chosen"));
    }

    @Test
    void shouldMissServices() {
        assertThat(problems(Map.of()))
                .containsExactly(new SettingProblem(
                        "",
                        "`services` is missing, and every other source, too: file, environment, dns, etcd; write it as"
                                + " services: { orders: [\"127.0.0.1:7001\"] }"));
    }

    @Test
    void shouldWantAMapOfServices() {
        for (Object services : List.of("orders", List.of(), Map.of(), true)) {
            assertThat(problems(Map.of("services", services)))
                    .extracting(SettingProblem::path, SettingProblem::message)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            "services",
                            "must be a map with something in it; write it as"
                                    + " services: { orders: [\"127.0.0.1:7001\"] }"));
        }
    }

    @Test
    void shouldWantAListOfEndpoints() {
        for (Object endpoints : List.of("127.0.0.1:7001", List.of(), 7001)) {
            assertThat(problems(Map.of("services", Map.of("orders", endpoints))))
                    .containsExactly(new SettingProblem(
                            "services.orders",
                            "must be a list with at least one endpoint; write it as [\"127.0.0.1:7001\"]"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", ".a", "-a", "ä", "a b"})
    void shouldRefuseNamesThatNoPathCanCarry(String name) {
        assertThat(problems(Map.of("services", Map.of(name, List.of("127.0.0.1:7001")))))
                .extracting(SettingProblem::path)
                .containsExactly("services." + name);
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        Map<String, ?> with = Map.of(
                "prot", 80, "port", 0, "services", Map.of("orders", List.of("a:1", "a:1", "b", Map.of("host", "c"))));

        assertThat(problems(with))
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder(
                        "prot", "port", "services.orders[1]", "services.orders[2]", "services.orders[3]");
        assertThat(problems(with))
                .contains(
                        new SettingProblem(
                                "prot",
                                "unknown key; there are: port, services, file, environment, dns, etcd, order, required, within, files"))
                .contains(new SettingProblem("services.orders[1]", "is there twice: a:1"));
    }

    private static List<SettingProblem> problems(Map<String, ?> with) {
        return new SettingsReader(with).problems();
    }
}
