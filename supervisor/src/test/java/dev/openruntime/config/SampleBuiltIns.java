package dev.openruntime.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two built-ins: {@code discovery} knows {@code services} and {@code ttl}, {@code metrics} takes anything. */
final class SampleBuiltIns implements BuiltIns {

    @Override
    public Set<String> names() {
        return new LinkedHashSet<>(List.of("discovery", "metrics"));
    }

    @Override
    public boolean gathers(String use) {
        return use.equals("metrics");
    }

    @Override
    public List<SettingProblem> check(String use, Map<String, Object> with) {
        if (!use.equals("discovery")) {
            return List.of();
        }
        var problems = new ArrayList<SettingProblem>();
        if (!with.containsKey("services")) {
            problems.add(new SettingProblem("", "`services` is missing"));
        }
        for (String key : with.keySet()) {
            if (!key.equals("services") && !key.equals("ttl")) {
                problems.add(new SettingProblem(key, "unknown key"));
            }
        }
        if (with.get("services") instanceof Map<?, ?> services) {
            services.forEach((name, addresses) -> checkAddresses("services." + name, addresses, problems));
        }
        return problems;
    }

    private static void checkAddresses(String path, Object addresses, List<SettingProblem> problems) {
        if (addresses instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                if (!(list.get(index) instanceof String)) {
                    problems.add(new SettingProblem(path + "[" + index + "]", "expected an address such as host:port"));
                }
            }
        }
    }
}
