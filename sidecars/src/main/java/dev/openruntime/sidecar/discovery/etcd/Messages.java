package dev.openruntime.sidecar.discovery.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.openruntime.sidecar.json.PlainJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said and heard over etcd's gateway: bytes are base64, numbers are texts, members of no value are left out.
 * Any thread.
 */
final class Messages {

    private final String prefix;
    private final String range;

    Messages(String prefix) {
        byte[] from = prefix.getBytes(UTF_8);
        byte[] to = from.clone(); // the first key that has another beginning
        to[to.length - 1]++; // never overflows: UTF-8 has no byte 0xFF
        this.prefix = prefix;
        this.range = "\"key\":\"" + base64(from) + "\",\"range_end\":\"" + base64(to) + "\"";
    }

    /**
     * Keys, all or some.
     *
     * @param count of all keys there are
     * @param latest revision of the last change of any of them; 0 if there are none
     * @param revision of the whole store
     */
    record Range(List<Change> keys, long count, long latest, long revision) {}

    /**
     * A key as it is since a revision.
     *
     * @param key without the prefix
     * @param gone whether the key was deleted
     */
    record Change(String key, String value, long revision, boolean gone) {}

    byte[] all() {
        return ("{" + range + "}").getBytes(UTF_8);
    }

    /** The latest change alone, and how many keys there are: nothing else is needed to know that all is as it was. */
    byte[] latest() {
        return ("{" + range + ",\"limit\":\"1\",\"sort_order\":\"DESCEND\",\"sort_target\":\"MOD\",\"keys_only\":true}")
                .getBytes(UTF_8);
    }

    byte[] watchFrom(long revision) {
        return ("{\"create_request\":{" + range + ",\"start_revision\":\"" + revision + "\"}}").getBytes(UTF_8);
    }

    Range range(byte[] json) throws IOException {
        Map<String, Object> members = PlainJson.object(json);
        List<Change> keys = new ArrayList<>();
        long latest = 0;
        if (members.get("kvs") instanceof List<?> found) {
            for (Object one : found) {
                Change key = change(map(one), /* gone= */ false);
                latest = Math.max(latest, key.revision());
                keys.add(key);
            }
        }
        return new Range(keys, number(members, "count"), latest, number(map(members.get("header")), "revision"));
    }

    /** @throws IOException why the watch has ended */
    List<Change> watched(byte[] json) throws IOException {
        Map<String, Object> members = PlainJson.object(json);
        Map<?, ?> result = map(members.get("result"));
        if (members.containsKey("error")) {
            throw new IOException(String.valueOf(map(members.get("error")).get("message")));
        }
        if ("true".equals(String.valueOf(result.get("canceled")))) {
            throw new IOException("it was cancelled: " + result.get("cancel_reason"));
        }
        List<Change> changes = new ArrayList<>();
        if (result.get("events") instanceof List<?> events) {
            for (Object event : events) {
                changes.add(change(
                        map(map(event).get("kv")), "DELETE".equals(map(event).get("type"))));
            }
        }
        return changes;
    }

    private Change change(Map<?, ?> kv, boolean gone) {
        String key = text(kv.get("key"));
        return new Change(
                key.startsWith(prefix) ? key.substring(prefix.length()) : key,
                text(kv.get("value")),
                number(kv, "mod_revision"),
                gone);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long number(Map<?, ?> members, String key) {
        Object value = members.get(key);
        return value == null ? 0 : Long.parseLong(value.toString());
    }

    private static String text(@Nullable Object base64) {
        return base64 == null ? "" : new String(Base64.getDecoder().decode(base64.toString()), UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
