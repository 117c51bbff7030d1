package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Names;
import dev.openruntime.sidecar.json.PlainJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One key and its value.
 *
 * @param service of the key
 * @param endpoint none: the value can't be read, or the key names no service
 * @param revision of its last change
 */
record Entry(String service, Optional<Endpoint> endpoint, long revision) {

    /** @param key without the prefix */
    static Entry of(String key, String value, long revision) {
        int slash = key.indexOf('/');
        String service = slash < 0 ? key : key.substring(0, slash);
        if (!Names.isService(service)) {
            return new Entry(service, Optional.empty(), revision);
        }
        try {
            return new Entry(service, Optional.of(endpoint(value.strip())), revision);
        } catch (IOException | IllegalArgumentException malformed) {
            return new Entry(service, Optional.empty(), revision);
        }
    }

    /** Ours, or what etcd's clients for Go register: {@code {"Op":0,"Addr":"10.0.0.7:7001"}}. */
    private static Endpoint endpoint(String value) throws IOException {
        if (!value.startsWith("{")) {
            return Endpoint.parse(value);
        }
        Map<String, Object> members = PlainJson.object(value);
        Map<String, Object> known = new LinkedHashMap<>();
        Object address = members.containsKey("address") ? members.get("address") : members.get("Addr");
        if (address != null) {
            known.put("address", address);
        }
        for (String key : new String[] {"weight", "healthy"}) {
            Object member = members.get(key);
            if (member != null) {
                known.put(key, member);
            }
        }
        return Endpoint.of(known);
    }
}
