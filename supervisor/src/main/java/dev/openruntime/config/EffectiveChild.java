package dev.openruntime.config;

import static dev.openruntime.config.Origins.below;

import dev.openruntime.config.Node.Kind;
import org.jspecify.annotations.Nullable;

/** What children have in common, as it takes effect: what the files say of it, and the defaults of everything else. */
final class EffectiveChild {

    private final Origins origins;

    EffectiveChild(Origins origins) {
        this.origins = origins;
    }

    /** Of a child that is a process. */
    Piece common(Piece.Branch child, Node.@Nullable Mapping written) {
        origins.copy(child, written, "dependsOn");
        Node.Mapping liveness = below(written, "liveness");
        if (liveness != null) {
            child.with("liveness", counted(liveness, "5s", "failures"));
        }
        origins.copy(child, written, "env", "directory", "nice", "umask", "limits");
        child.with("logs", logs(written));
        return life(child, written);
    }

    /** Of a child inside the supervisor. */
    Piece embedded(Piece.Branch child, Node.@Nullable Mapping written) {
        origins.copy(child, written, "dependsOn");
        return life(child, written);
    }

    Piece startup(Node.@Nullable Mapping written) {
        if (written != null && written.entry("log") != null) {
            var branch = new Piece.Branch();
            origins.copy(branch, written, "log");
            return branch.with("within", origins.value(written, "within", "3s", Kind.TEXT));
        }
        Piece.Branch branch = tried(written, "20ms");
        branch.with("within", origins.value(written, "within", "3s", Kind.TEXT));
        return branch.with("successes", origins.value(written, "successes", "1", Kind.NUMBER));
    }

    Piece readiness(Node.@Nullable Mapping written) {
        return counted(written, "1s", "failures", "successes");
    }

    private Piece counted(Node.@Nullable Mapping written, String every, String... counts) {
        Piece.Branch branch = tried(written, every);
        for (String count : counts) {
            branch.with(count, origins.value(written, count, count.equals("failures") ? "3" : "1", Kind.NUMBER));
        }
        return branch;
    }

    private Piece.Branch tried(Node.@Nullable Mapping written, String every) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "http", "tcp", "unix", "exec");
        fillInHost(branch, "tcp");
        fillInHost(branch, "http");
        if (branch.pieces().get("http") instanceof Piece.Branch http) {
            http.pieces().putIfAbsent("status", new Piece.Leaf("200-399", Kind.TEXT, Origins.DEFAULT));
        }
        branch.with("every", origins.value(written, "every", every, Kind.TEXT));
        return branch.with("timeout", origins.value(written, "timeout", "1s", Kind.TEXT));
    }

    private static void fillInHost(Piece.Branch branch, String key) {
        if (branch.pieces().get(key) instanceof Piece.Branch target
                && !target.pieces().containsKey("socket")) {
            target.pieces().putIfAbsent("host", new Piece.Leaf("127.0.0.1", Kind.TEXT, Origins.DEFAULT));
        }
    }

    Piece flush(Node.@Nullable Mapping written) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "http");
        fillInHost(branch, "http");
        if (branch.pieces().get("http") instanceof Piece.Branch http) {
            http.pieces().putIfAbsent("method", new Piece.Leaf("POST", Kind.TEXT, Origins.DEFAULT));
        }
        branch.with("within", origins.value(written, "within", "100ms", Kind.TEXT));
        return branch.with("when", origins.value(written, "when", "each", Kind.TEXT));
    }

    private Piece logs(Node.@Nullable Mapping written) {
        Piece logs = origins.value(written, "logs", "platform", Kind.TEXT);
        if (logs instanceof Piece.Branch file) {
            file.pieces().putIfAbsent("max", new Piece.Leaf("10MiB", Kind.TEXT, Origins.DEFAULT));
        }
        return logs;
    }

    private Piece life(Piece.Branch child, Node.@Nullable Mapping written) {
        RestartConfig usual = RestartConfig.DEFAULT;
        Node.Mapping restart = below(written, "restart");
        String resetAfter = DurationText.write(usual.resetAfter());
        child.with(
                "restart",
                new Piece.Branch()
                        .with(
                                "policy",
                                origins.value(restart, "policy", usual.policy().word(), Kind.TEXT))
                        .with("backoff", backoff(below(restart, "backoff"), usual.backoff()))
                        .with("resetAfter", origins.value(restart, "resetAfter", resetAfter, Kind.TEXT)));
        Node.Mapping stop = below(written, "stop");
        StopConfig stops = StopConfig.DEFAULT;
        return child.with(
                "stop",
                new Piece.Branch()
                        .with(
                                "signal",
                                origins.value(stop, "signal", stops.signal().word(), Kind.TEXT))
                        .with("within", origins.value(stop, "within", DurationText.write(stops.within()), Kind.TEXT)));
    }

    private Piece backoff(Node.@Nullable Mapping written, BackoffConfig usual) {
        String initial = DurationText.write(usual.initial());
        String max = DurationText.write(usual.max());
        return new Piece.Branch()
                .with("initial", origins.value(written, "initial", initial, Kind.TEXT))
                .with("factor", origins.value(written, "factor", "2", Kind.NUMBER))
                .with("max", origins.value(written, "max", max, Kind.TEXT));
    }
}
