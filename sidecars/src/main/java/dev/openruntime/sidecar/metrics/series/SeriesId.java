package dev.openruntime.sidecar.metrics.series;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What makes a series another one: kind, name, unit, tags. The order of the tags doesn't matter; of two with the same
 * name the last one counts. Immutable.
 */
public final class SeriesId {

    private static final char BETWEEN = '\u0000';

    private final Kind kind;
    private final String name;
    private final String unit;
    private final List<Tag> tags;
    private final String tagKey;
    private final String key;

    /** In the kind's own unit. */
    public SeriesId(Kind kind, String name, Collection<Tag> tags) {
        this(kind, name, kind.unit(), tags);
    }

    /** @param unit a CloudWatch unit */
    public SeriesId(Kind kind, String name, String unit, Collection<Tag> tags) {
        this.kind = kind;
        this.name = name;
        this.unit = unit;
        this.tags = sorted(tags);
        this.tagKey = keyOf(this.tags);
        this.key = kind.name() + BETWEEN + name + BETWEEN + unit + BETWEEN + tagKey;
    }

    private static List<Tag> sorted(Collection<Tag> tags) {
        if (tags.size() < 2) {
            return List.copyOf(tags);
        }
        TreeMap<String, Tag> sorted = new TreeMap<>();
        for (Tag tag : tags) {
            sorted.put(tag.name(), tag);
        }
        return new ArrayList<>(sorted.values());
    }

    private static String keyOf(List<Tag> tags) {
        StringBuilder key = new StringBuilder();
        for (Tag tag : tags) {
            key.append(tag.name()).append(BETWEEN).append(tag.value()).append(BETWEEN);
        }
        return key.toString();
    }

    /** What its values mean. */
    public Kind kind() {
        return kind;
    }

    /** As it was sent. */
    public String name() {
        return name;
    }

    /** A CloudWatch unit. */
    public String unit() {
        return unit;
    }

    /** By name, each name once. */
    public List<Tag> tags() {
        return List.copyOf(tags);
    }

    /** The same for the same tags, and for no others. */
    public String tagKey() {
        return tagKey;
    }

    /** The same for the same series, and for no other. */
    public String key() {
        return key;
    }

    @Override
    public String toString() {
        return key.replace(BETWEEN, ' ').trim();
    }
}
