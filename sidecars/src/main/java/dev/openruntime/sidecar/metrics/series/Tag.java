package dev.openruntime.sidecar.metrics.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the names that a series goes by beside its own.
 *
 * @param name not empty
 * @param value may be empty: then it is a word that was said, and nothing of it
 */
public record Tag(String name, String value) {

    /** Those of all series and a series' own, which says it better where both have a name. */
    public static List<Tag> merged(List<Tag> ofAll, List<Tag> own) {
        if (ofAll.isEmpty()) {
            return own;
        }
        Map<String, Tag> merged = new LinkedHashMap<>();
        ofAll.forEach(tag -> merged.put(tag.name(), tag));
        own.forEach(tag -> merged.put(tag.name(), tag));
        return new ArrayList<>(merged.values());
    }
}
