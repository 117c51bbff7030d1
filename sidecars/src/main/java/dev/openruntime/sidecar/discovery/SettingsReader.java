package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SettingProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code with}, collecting every problem there is instead of stopping at the first. One use, one thread. */
final class SettingsReader {

    private static final String SERVICES_SHAPE = "services: { orders: [\"127.0.0.1:7001\"] }";

    private final List<SettingProblem> problems = new ArrayList<>();
    private final DiscoverySettings settings;

    SettingsReader(Map<String, ?> with) {
        for (String key : with.keySet()) {
            if (!key.equals("port") && !key.equals("services")) {
                problem(key, "unknown key; there are: port, services");
            }
        }
        settings = new DiscoverySettings(port(with), services(with));
    }

    List<SettingProblem> problems() {
        return List.copyOf(problems);
    }

    /** What was read; of use only where there are no problems. */
    DiscoverySettings settings() {
        return settings;
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

    private Map<String, List<Endpoint>> services(Map<String, ?> with) {
        Map<String, List<Endpoint>> services = new LinkedHashMap<>();
        if (!with.containsKey("services")) {
            problem("", "`services` is missing; write it as " + SERVICES_SHAPE);
        } else if (with.get("services") instanceof Map<?, ?> map && !map.isEmpty()) {
            for (Map.Entry<?, ?> service : map.entrySet()) {
                String name = service.getKey().toString();
                services.put(name, endpoints(name, service.getValue()));
            }
        } else {
            problem("services", "must be a map of service names to endpoints; write it as " + SERVICES_SHAPE);
        }
        return services;
    }

    private List<Endpoint> endpoints(String name, Object entries) {
        String path = "services." + name;
        if (!Names.isService(name)) {
            problem(
                    path,
                    "cannot be a service name: it takes 1 to 128 letters, digits, dots, dashes and underscores,"
                            + " and begins with a letter or a digit");
        }
        if (!(entries instanceof List<?> list) || list.isEmpty()) {
            problem(path, "must be a list with at least one endpoint; write it as [\"127.0.0.1:7001\"]");
            return List.of();
        }
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> seen = new HashSet<>(); // of strings: a first record.equals costs 25 ms
        for (int i = 0; i < list.size(); i++) {
            String entry = list.get(i).toString();
            try {
                Endpoint endpoint = Endpoint.parse(entry);
                endpoints.add(endpoint);
                if (!seen.add(endpoint.port() + " " + endpoint.host())) {
                    problem(path + "[" + i + "]", "is there twice: " + entry);
                }
            } catch (IllegalArgumentException malformed) {
                problem(path + "[" + i + "]", String.valueOf(malformed.getMessage()));
            }
        }
        return endpoints;
    }

    private void problem(String path, String message) {
        problems.add(new SettingProblem(path, message));
    }
}
