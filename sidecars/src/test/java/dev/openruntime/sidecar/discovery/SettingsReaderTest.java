package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.time.Duration;
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

    @Test
    void shouldReadEverySource() {
        SettingsReader reader = new SettingsReader(Map.of(
                "services", Map.of("orders", List.of(Map.of("address", "a:1", "weight", 5L, "healthy", false))),
                "file", "services.json",
                "environment", true,
                "dns", Map.of("services", Map.of("web", "web.internal:80", "pay", "_pay._tcp.internal")),
                "etcd", Map.of("servers", List.of("etcd.internal:2379"), "token", "secret"),
                "order", List.of("etcd", "services"),
                "required", List.of("etcd"),
                "within", "1.5s",
                "files", Map.of("hosts", "/tmp/hosts")));

        assertThat(reader.problems()).isEmpty();
        DiscoverySettings settings = reader.settings();
        assertThat(settings.services())
                .isEqualTo(Map.of("orders", List.of(new Endpoint("a", 1, 5, 0, /* healthy= */ false))));
        assertThat(settings.order())
                .containsExactly(Origin.ETCD, Origin.SERVICES, Origin.FILE, Origin.ENVIRONMENT, Origin.DNS);
        assertThat(settings.required()).containsExactly(Origin.ETCD);
        assertThat(settings.within()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(settings.etcd().orElseThrow().prefix()).isEqualTo("/services/");
        assertThat(settings.dns().orElseThrow().servers()).isEmpty();
        assertThat(settings.hostsFile()).contains("/tmp/hosts");
        assertThat(settings.variablesFile()).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongWithEachSource() {
        assertThat(problems(Map.of(
                        "file", " ",
                        "environment", "yes",
                        "dns", Map.of("servers", List.of("ns.internal:53"), "services", Map.of("web", "10.0.0.1:80")),
                        "etcd", Map.of("prefix", "/x/"),
                        "order", List.of("consul", "dns", "dns"),
                        "required", List.of("services"),
                        "within", "soon",
                        "files", Map.of("host", "x"))))
                .extracting(problem -> problem.path() + ": " + problem.message())
                .containsExactlyInAnyOrder(
                        "file: must be a text that isn't blank; write it as file: services.json",
                        "environment: must be true or false",
                        "dns.servers[0]: a server of DNS must be given by its address",
                        "dns.services.web: cannot ask DNS for \"10.0.0.1:80\"; write it as \"orders.internal:8080\", or as"
                                + " \"_orders._tcp.internal\" for SRV records",
                        "etcd: `servers` is missing; write it as etcd: { servers: [\"127.0.0.1:2379\"] }",
                        "order[0]: no source is called consul; there are: services, file, environment, dns, etcd",
                        "order[2]: is there twice: dns",
                        "required: there is no source `services` here",
                        "within: cannot read soon as a duration; write it as 500ms or 0.5s",
                        "files.host: unknown key; there are: hosts, variables");
    }

    @Test
    void shouldReadWhoAsksEtcdAndHow() {
        List<String> servers = List.of("a:1");
        Map<String, Object> full =
                Map.of("servers", servers, "user", "shop", "password", "x", "tls", Map.of("ca", "ca.pem"));
        EtcdSettings settings =
                new SettingsReader(Map.of("etcd", full)).settings().etcd().orElseThrow();
        assertThat(settings.access()).isEqualTo(new EtcdSettings.Access.User("shop", "x"));
        assertThat(settings.access()).hasToString("User shop");
        assertThat(settings.tls().orElseThrow().ca()).contains("ca.pem");

        assertThat(problems(Map.of(
                        "etcd",
                        Map.of(
                                "servers",
                                servers,
                                "user",
                                "shop",
                                "token",
                                "t",
                                "tls",
                                Map.of("key", "k", "cert", "c")))))
                .extracting(problem -> problem.path() + ": " + problem.message())
                .containsExactlyInAnyOrder(
                        "etcd.token: cannot be used beside `user`, who is given tokens by etcd",
                        "etcd: `user` and `password` go together",
                        "etcd.tls.cert: unknown key; there are: ca, certificate, key",
                        "etcd.tls: `certificate` and `key` go together");
        assertThat(problems(Map.of("etcd", Map.of("servers", servers, "tls", "yes"))))
                .extracting(SettingProblem::path)
                .containsExactly("etcd.tls");
    }

    private static List<SettingProblem> problems(Map<String, ?> with) {
        return new SettingsReader(with).problems();
    }
}
