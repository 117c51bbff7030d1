package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SettingProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code with}, collecting every problem there is instead of stopping at the first. One use, one thread. */
final class SettingsReader {

    private static final String SERVICES_SHAPE = "services: { orders: [\"127.0.0.1:7001\"] }";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

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
        if (NUMBER.matcher(written).matches() && Endpoint.isPort(Integer.parseInt(written))) {
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
            map.forEach((name, entries) -> services.put(name.toString(), endpoints(name.toString(), entries)));
        } else {
            problem("services", "must be a map of service names to endpoints; write it as " + SERVICES_SHAPE);
        }
        return services;
    }

    private List<Endpoint> endpoints(String name, Object entries) {
        String path = "services." + name;
        if (!NAME.matcher(name).matches()) {
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
        for (int i = 0; i < list.size(); i++) {
            endpoint(path + "[" + i + "]", list.get(i), endpoints);
        }
        return endpoints;
    }

    private void endpoint(String path, Object entry, List<Endpoint> endpoints) {
        try {
            Endpoint endpoint = Endpoint.parse(entry.toString());
            if (endpoints.contains(endpoint)) {
                problem(path, "is there twice: " + entry);
            }
            endpoints.add(endpoint);
        } catch (IllegalArgumentException malformed) {
            problem(path, String.valueOf(malformed.getMessage()));
        }
    }

    private void problem(String path, String message) {
        problems.add(new SettingProblem(path, message));
    }
}
