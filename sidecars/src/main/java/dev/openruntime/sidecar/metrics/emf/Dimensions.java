package dev.openruntime.sidecar.metrics.emf;

import dev.openruntime.sidecar.metrics.series.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dimensions of one line.
 *
 * @param values by name
 * @param dropped how many there was no room for
 */
record Dimensions(Map<String, String> values, int dropped) {

    /** So that a line has room for its metrics, too. */
    private static final int MOST_BYTES = 12 * 1024;

    private static final int BYTES_AROUND = 16;

    /** Those of all series first; a tag of the same name says it better. */
    static Dimensions of(List<Tag> ofAll, List<Tag> own) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Tag tag : ofAll) {
            wanted.put(Mended.dimension(tag.name()), Mended.value(tag.value()));
        }
        for (Tag tag : own) {
            wanted.put(Mended.dimension(tag.name()), Mended.value(tag.value()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        int left = MOST_BYTES;
        for (Map.Entry<String, String> dimension : wanted.entrySet()) {
            int bytes =
                    4 * dimension.getKey().length() + 2 * dimension.getValue().length() + BYTES_AROUND;
            if (values.size() < EmfSettings.MOST_DIMENSIONS && bytes <= left) {
                values.put(dimension.getKey(), dimension.getValue());
                left -= bytes;
            }
        }
        return new Dimensions(values, wanted.size() - values.size());
    }

    /** As many bytes of a line as they may take. */
    int bytes() {
        int bytes = 0;
        for (Map.Entry<String, String> dimension : values.entrySet()) {
            bytes += 4 * dimension.getKey().length() + 2 * dimension.getValue().length() + BYTES_AROUND;
        }
        return bytes;
    }
}
