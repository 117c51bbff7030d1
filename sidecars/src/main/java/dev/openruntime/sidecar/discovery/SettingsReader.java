package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.discovery.dns.DnsQuery;
import dev.openruntime.sidecar.discovery.dns.DnsSettings;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Names;
import dev.openruntime.sidecar.settings.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code with}, collecting every problem there is instead of stopping at the first. One use, one thread. */
final class SettingsReader {

    private static final String SERVICES_SHAPE = "services: { orders: [\"127.0.0.1:7001\"] }";
    private static final String NAME_RULE =
            "cannot be a service name: it takes 1 to 128 letters, digits, dots, dashes and underscores, and begins with"
                    + " a letter or a digit";
    private static final List<String> SOURCES = List.of("services", "file", "environment", "dns", "etcd");
    private static final List<String> KEYS =
            List.of("port", "services", "file", "environment", "dns", "etcd", "order", "required", "within", "files");
    private static final Duration WITHIN = Duration.ofSeconds(1);

    private final List<SettingProblem> problems = new ArrayList<>();
    private final DiscoverySettings settings;

    SettingsReader(Map<String, ?> with) {
        Section root = new Section("", with, problems);
        root.knows(KEYS);
        OptionalInt port = port(with);
        checkThatThereIsASource(root);
        Section files = root.map("files", "files: { hosts: /tmp/hosts }");
        files.knows(List.of("hosts", "variables"));
        settings = new DiscoverySettings(
                port,
                services(root.map("services", SERVICES_SHAPE)),
                root.path("file", "file: services.json"),
                root.truth("environment"),
                dns(root),
                etcd(root),
                order(root),
                required(root),
                root.has("within")
                        ? Waits.read(root.entries().get("within"), why -> root.problem("within", why))
                        : WITHIN,
                files.path("hosts", "hosts: /tmp/hosts"),
                files.path("variables", "variables: /tmp/services.env"));
    }

    /** No method reference here: one would load the classes of a source that isn't configured. */
    private static Optional<DnsSettings> dns(Section root) {
        Section section = root.map("dns", DnsReader.SHAPE);
        return section.entries().isEmpty() ? Optional.empty() : Optional.of(DnsReader.read(section));
    }

    private static Optional<EtcdSettings> etcd(Section root) {
        Section section = root.map("etcd", EtcdReader.SHAPE);
        return section.entries().isEmpty() ? Optional.empty() : Optional.of(EtcdReader.read(section));
    }

    List<SettingProblem> problems() {
        return List.copyOf(problems);
    }

    /** What was read; of use only where there are no problems. */
    DiscoverySettings settings() {
        return settings;
    }

    private static void checkThatThereIsASource(Section root) {
        for (String source : SOURCES) {
            if (root.has(source)) {
                return;
            }
        }
        root.problem(
                "",
                "`services` is missing, and every other source, too: " + String.join(", ", SOURCES.subList(1, 5))
                        + "; write it as " + SERVICES_SHAPE);
    }

    private OptionalInt port(Map<String, ?> with) {
        if (!with.containsKey("port")) {
            return OptionalInt.empty();
        }
        String written = String.valueOf(with.get("port"));
        if (Names.isPort(written)) {
            return OptionalInt.of(Integer.parseInt(written));
        }
        problem(
                "port",
                "cannot use " + written + " as a port: it must be a number from 1 to 65535; without `port` a"
                        + " free one is chosen");
        return OptionalInt.empty();
    }

    private Map<String, List<Endpoint>> services(Section section) {
        Map<String, List<Endpoint>> services = new LinkedHashMap<>();
        for (Map.Entry<?, ?> service : section.entries().entrySet()) {
            String name = service.getKey().toString();
            if (!Names.isService(name)) {
                problem(section.path() + "." + name, NAME_RULE);
            }
            services.put(name, List.copyOf(endpoints(section.path() + "." + name, service.getValue())));
        }
        return Collections.unmodifiableMap(services);
    }

    private List<Endpoint> endpoints(String path, Object entries) {
        if (!(entries instanceof List<?> list) || list.isEmpty()) {
            problem(path, "must be a list with at least one endpoint; write it as [\"127.0.0.1:7001\"]");
            return List.of();
        }
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> seen = new HashSet<>(); // of strings: a first record.equals costs 25 ms
        for (int i = 0; i < list.size(); i++) {
            try {
                Endpoint endpoint = Endpoint.of(list.get(i));
                endpoints.add(endpoint);
                if (!seen.add(endpoint.address())) {
                    problem(path + "[" + i + "]", "is there twice: " + endpoint.address());
                }
            } catch (IllegalArgumentException malformed) {
                problem(path + "[" + i + "]", String.valueOf(malformed.getMessage()));
            }
        }
        return endpoints;
    }

    /** Those that are named, then the others. */
    private static List<Origin> order(Section root) {
        List<Origin> order = new ArrayList<>();
        if (root.has("order")) {
            order.addAll(root.list("order", "order: [etcd, services]", SettingsReader::origin));
        }
        for (Origin origin : Origin.values()) {
            if (!order.contains(origin)) {
                order.add(origin);
            }
        }
        return order;
    }

    private static List<Origin> required(Section root) {
        if (!root.has("required")) {
            return List.of();
        }
        List<Origin> required = root.list("required", "required: [etcd]", SettingsReader::origin);
        for (Origin origin : required) {
            if (!root.has(origin.label())) {
                root.problem("required", "there is no source `" + origin.label() + "` here");
            }
        }
        return required;
    }

    private static Origin origin(String label) {
        for (Origin origin : Origin.values()) {
            if (origin.label().equals(label)) {
                return origin;
            }
        }
        throw new IllegalArgumentException(
                "no source is called " + label + "; there are: " + String.join(", ", SOURCES));
    }

    private void problem(String path, String message) {
        problems.add(new SettingProblem(path, message));
    }

    /** The settings of DNS. Apart, so that nothing of it is loaded where there are none. */
    private static final class DnsReader {

        static final String SHAPE = "dns: { services: { orders: \"orders.internal:8080\" } }";

        private static DnsSettings read(Section section) {
            section.knows(List.of("servers", "services"));
            if (!section.has("services")) {
                section.problem("", "`services` is missing; write it as " + SHAPE);
            }
            List<Endpoint> servers = section.list("servers", "servers: [\"127.0.0.1:5353\"]", DnsReader::server);
            Map<String, DnsQuery> queries = new LinkedHashMap<>();
            Section services = section.map("services", "services: { orders: \"orders.internal:8080\" }");
            services.entries().forEach((name, query) -> add(services, name.toString(), query, queries));
            return new DnsSettings(servers, Collections.unmodifiableMap(queries));
        }

        private static void add(Section services, String name, Object query, Map<String, DnsQuery> queries) {
            try {
                if (!Names.isService(name)) {
                    services.problems().add(new SettingProblem(services.path() + "." + name, NAME_RULE));
                }
                if (!(query instanceof String text)) {
                    throw new IllegalArgumentException("must be a text; write it as \"orders.internal:8080\"");
                }
                queries.put(name, DnsQuery.parse(text));
            } catch (IllegalArgumentException malformed) {
                services.problem(name, String.valueOf(malformed.getMessage()));
            }
        }

        private static Endpoint server(String text) {
            Endpoint server = Endpoint.parse(text);
            if (!server.isAddress()) {
                throw new IllegalArgumentException("a server of DNS must be given by its address");
            }
            return server;
        }
    }
}
