package dev.openruntime.admin;

import dev.openruntime.child.ChildState;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The metrics that a snapshot gives: of the supervisor and of each child. */
record SupervisorMetrics(Identity identity, Snapshot snapshot) {

    void writeTo(Exposition text) {
        text.family("openruntime_info", "gauge", "Which program this is; always 1.")
                .sample("openruntime_info", 1, "version", identity.version(), "function", identity.function());
        single(
                text,
                "openruntime_start_time_seconds",
                "gauge",
                "When the supervisor started, in Unix time.",
                snapshot.started().toEpochMilli() / 1e3);
        single(text, "openruntime_invocations_total", "counter", "Invocations answered, failed ones included.", (double)
                snapshot.figures().invocations());
        single(text, "openruntime_invocations_failed_total", "counter", "Invocations answered with an error.", (double)
                snapshot.figures().failures());
        text.family("openruntime_overhead_seconds", "summary", "An invocation without its handler.")
                .sample(overhead(""), seconds(snapshot.figures().overhead(50)), "quantile", "0.5")
                .sample(overhead(""), seconds(snapshot.figures().overhead(99)), "quantile", "0.99")
                .sample(overhead("_sum"), seconds(snapshot.figures().overhead()))
                .sample(overhead("_count"), (double) snapshot.figures().invocations());
        single(text, "openruntime_memory_bytes", "gauge", "Memory of the supervisor without its children.", (double)
                snapshot.own().memoryBytes());
        single(
                text,
                "openruntime_cpu_seconds_total",
                "counter",
                "Processor time of the supervisor.",
                seconds(snapshot.own().cpu()));
        states(text);
        lives(text);
        usage(text);
    }

    private void states(Exposition text) {
        each(
                text,
                "openruntime_child_ready",
                "gauge",
                "1 if the child is ready, else 0.",
                SupervisorMetrics::any,
                child -> child.isReady() ? 1 : 0);
        each(
                text,
                "openruntime_child_required",
                "gauge",
                "1 if the child is required, else 0.",
                SupervisorMetrics::any,
                child -> child.status().spec().required() ? 1 : 0);
        text.family("openruntime_child_state", "gauge", "1 for the state that the child is in, 0 for the others.");
        for (ChildView child : snapshot.children()) {
            for (ChildState.Kind kind : ChildState.Kind.values()) {
                text.sample(
                        "openruntime_child_state",
                        kind == child.status().state().kind() ? 1 : 0,
                        "child",
                        child.name(),
                        "role",
                        child.role(),
                        "state",
                        ChildView.word(kind));
            }
        }
    }

    private void lives(Exposition text) {
        each(
                text,
                "openruntime_child_spawns_total",
                "counter",
                "How often the child was spawned.",
                SupervisorMetrics::any,
                child -> child.status().spawn());
        each(
                text,
                "openruntime_child_replacements_total",
                "counter",
                "How often it was killed to be replaced.",
                SupervisorMetrics::any,
                child -> child.replaced().map(Replacements.Tally::count).orElse(0));
        each(
                text,
                "openruntime_child_recent_deaths",
                "gauge",
                "Deaths since it was last healthy for long enough.",
                SupervisorMetrics::any,
                child -> child.status().state().past().deaths());
    }

    /** An embedded child's is the supervisor's own. */
    private void usage(Exposition text) {
        Predicate<ChildView> process = child -> !child.embedded();
        each(
                text,
                "openruntime_child_processes",
                "gauge",
                "Live processes of the child's tree.",
                process,
                child -> child.usage().processes());
        each(text, "openruntime_child_memory_bytes", "gauge", "Memory of the child's tree.", process, child ->
                (double) child.usage().memoryBytes());
        each(
                text,
                "openruntime_child_cpu_seconds",
                "gauge",
                "Processor time of the child's tree as it is now; falls when a process of it ends.",
                process,
                child -> seconds(child.usage().cpu()));
    }

    private static boolean any(ChildView child) {
        return true;
    }

    private static void single(Exposition text, String name, String type, String help, double value) {
        text.family(name, type, help).sample(name, value);
    }

    private void each(
            Exposition text,
            String name,
            String type,
            String help,
            Predicate<ChildView> which,
            ToDoubleFunction<ChildView> value) {
        List<ChildView> children = snapshot.children().stream().filter(which).toList();
        if (!children.isEmpty()) {
            text.family(name, type, help);
        }
        children.forEach(
                child -> text.sample(name, value.applyAsDouble(child), "child", child.name(), "role", child.role()));
    }

    private static String overhead(String suffix) {
        return "openruntime_overhead_seconds" + suffix;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
