package dev.openruntime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A child that isn't flushed after each response. What it has gathered since its last flush is lost where the platform
 * kills without warning, as it does if it registers no extension.
 *
 * @param child its name
 * @param list the key of the configuration that it is listed under: {@code middleware} or {@code sidecars}
 * @param when at which moments it is flushed
 */
public record FlushRisk(String child, String list, FlushWhen when) {

    /** All of them, in order of configuration. */
    public static List<FlushRisk> of(Configuration configuration) {
        List<FlushRisk> risks = new ArrayList<>();
        for (MiddlewareConfig stage : configuration.middleware()) {
            add(risks, stage.name(), "middleware", stage.flush().when());
        }
        for (SidecarConfig sidecar : configuration.sidecars()) {
            sidecar.flush().ifPresent(flush -> add(risks, sidecar.name(), "sidecars", flush.when()));
        }
        return List.copyOf(risks);
    }

    private static void add(List<FlushRisk> risks, String child, String list, FlushWhen when) {
        if (!(when instanceof FlushWhen.Each)) {
            risks.add(new FlushRisk(child, list, when));
        }
    }

    /** Who may lose something, for a person: {@code agent (flushed at shutdown), audit (flushed every 10s)}. */
    public static String inWords(List<FlushRisk> risks) {
        return risks.stream()
                .map(risk -> risk.child() + " (flushed " + moment(risk.when()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String moment(FlushWhen when) {
        return switch (when) {
            case FlushWhen.Each _ -> "after each response";
            case FlushWhen.Every every -> "every " + DurationText.write(every.period());
            case FlushWhen.Adaptive _ -> "every second while busy";
            case FlushWhen.Shutdown _ -> "at shutdown";
        };
    }

    /** What a person should know of it who sees the configuration. */
    Problem note(Place place) {
        return new Problem(
                place,
                list + "[" + child + "].flush.when",
                "flushed " + moment(when) + ": what it gathers in between is lost if the platform kills without"
                        + " warning, as one that registers no extension does; only `each` is safe from that");
    }
}
