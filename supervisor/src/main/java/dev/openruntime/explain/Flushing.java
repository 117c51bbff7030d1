package dev.openruntime.explain;

import dev.openruntime.config.Configuration;
import dev.openruntime.config.DurationText;
import dev.openruntime.config.FlushConfig;
import dev.openruntime.config.FlushWhen;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.SidecarConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How one child is flushed.
 *
 * @param name of the child
 * @param how what is sent, or whose hook is called
 * @param when at which moments, in words
 * @param within how long each flush may take
 * @param afterResponses whether a response may have to wait for it before the next event is asked for
 */
public record Flushing(String name, String how, String when, Duration within, boolean afterResponses) {

    /** All that are flushed; middleware, if its worker has the hook. */
    static List<Flushing> of(Configuration configuration) {
        List<Flushing> flushed = new ArrayList<>();
        for (MiddlewareConfig stage : configuration.middleware()) {
            flushed.add(of(stage.name(), "its `flush` hook, if it has one", stage.flush()));
        }
        for (SidecarConfig sidecar : configuration.sidecars()) {
            sidecar.flush()
                    .ifPresent(flush -> flushed.add(of(
                            sidecar.name(),
                            flush.request().map(Startings::request).orElse("built-in"),
                            flush)));
        }
        return flushed;
    }

    private static Flushing of(String name, String how, FlushConfig flush) {
        String when = switch (flush.when()) {
            case FlushWhen.Each _ -> "after each response";
            case FlushWhen.Every every -> "every " + DurationText.write(every.period());
            case FlushWhen.Adaptive _ -> "after each response, every second while busy";
            case FlushWhen.Shutdown _ -> "at shutdown";
        };
        return new Flushing(name, how, when, flush.within(), !(flush.when() instanceof FlushWhen.Shutdown));
    }
}
