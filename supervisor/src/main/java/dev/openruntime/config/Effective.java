package dev.openruntime.config;

import static dev.openruntime.config.Origins.below;

import dev.openruntime.config.Node.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration as it takes effect: what the files say, merged, and the defaults of everything else. Keys
 * without a default that no file gives are left out.
 */
final class Effective {

    private final Origins origins;
    private final Configuration configuration;

    private Effective(Configuration configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.origins = new Origins(environment);
    }

    static Piece.Branch of(Loading.Loaded loaded, Map<String, String> environment) {
        Node.Mapping root = loaded.document() instanceof Node.Mapping mapping
                ? mapping
                : new Node.Mapping(loaded.document().place(), java.util.List.of());
        return new Effective(loaded.configuration(), environment).root(root);
    }

    private Piece.Branch root(Node.Mapping root) {
        var branch = new Piece.Branch().with("handler", handler(below(root, "handler")));
        Map<String, Node.Mapping> stages = children(root, "middleware");
        var middleware = new Piece.Items();
        configuration.middleware().forEach(stage -> middleware.pieces().add(stage(stages.get(stage.name()), stage)));
        branch.with("middleware", middleware);
        Map<String, Node.Mapping> helpers = children(root, "sidecars");
        var sidecars = new Piece.Items();
        configuration
                .sidecars()
                .forEach(sidecar -> sidecars.pieces().add(sidecar(helpers.get(sidecar.name()), sidecar)));
        branch.with("sidecars", sidecars);
        branch.with(
                "deadline",
                new Piece.Branch()
                        .with("margin", origins.value(below(root, "deadline"), "margin", "500ms", Kind.TEXT)));
        String within = DurationText.write(configuration.init().within());
        branch.with(
                "init",
                new Piece.Branch().with("within", origins.value(below(root, "init"), "within", within, Kind.TEXT)));
        origins.copy(branch, root, "shutdown");
        return branch;
    }

    private Piece handler(Node.@Nullable Mapping written) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "command");
        branch.with(
                "protocol",
                origins.value(
                        written, "protocol", configuration.handler().protocol().word(), Kind.TEXT));
        origins.copy(branch, written, "env");
        return process(branch, written);
    }

    private Piece stage(Node.@Nullable Mapping written, MiddlewareConfig stage) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "name", "enabled", "command", "timeout");
        branch.with(
                "onFailure",
                origins.value(written, "onFailure", stage.onFailure().word(), Kind.TEXT));
        origins.copy(branch, written, "env");
        return process(branch, written);
    }

    private Piece sidecar(Node.@Nullable Mapping written, SidecarConfig sidecar) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "name", "enabled", "use", "with", "command");
        if (sidecar.kind() instanceof SidecarKind.BuiltIn) {
            branch.with("isolation", origins.value(written, "isolation", "embedded", Kind.TEXT));
        }
        branch.with("required", origins.value(written, "required", "true", Kind.TRUTH));
        String readyWithin = DurationText.write(sidecar.readyWithin());
        branch.with("readyWithin", origins.value(written, "readyWithin", readyWithin, Kind.TEXT));
        origins.copy(branch, written, "dependsOn");
        sidecar.startup().ifPresent(probe -> branch.with("startup", probe(below(written, "startup"), probe)));
        origins.copy(branch, written, "env");
        return process(branch, written);
    }

    private Piece probe(Node.@Nullable Mapping written, StartupProbe probe) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "http", "tcp");
        for (Piece target : branch.pieces().values()) {
            if (target instanceof Piece.Branch inner) {
                inner.pieces().putIfAbsent("host", new Piece.Leaf("127.0.0.1", Kind.TEXT, Origins.DEFAULT));
            }
        }
        branch.with("every", origins.value(written, "every", DurationText.write(probe.every()), Kind.TEXT));
        branch.with("timeout", origins.value(written, "timeout", DurationText.write(probe.timeout()), Kind.TEXT));
        return branch.with("within", origins.value(written, "within", DurationText.write(probe.within()), Kind.TEXT));
    }

    /** What all children have. */
    private Piece process(Piece.Branch child, Node.@Nullable Mapping written) {
        RestartConfig usual = RestartConfig.DEFAULT;
        Node.Mapping restart = below(written, "restart");
        Node.Mapping backoff = below(restart, "backoff");
        String initial = DurationText.write(usual.backoff().initial());
        child.with(
                "restart",
                new Piece.Branch()
                        .with(
                                "policy",
                                origins.value(restart, "policy", usual.policy().word(), Kind.TEXT))
                        .with(
                                "backoff",
                                new Piece.Branch()
                                        .with("initial", origins.value(backoff, "initial", initial, Kind.TEXT))
                                        .with("factor", origins.value(backoff, "factor", "2", Kind.NUMBER))
                                        .with(
                                                "max",
                                                origins.value(
                                                        backoff,
                                                        "max",
                                                        DurationText.write(
                                                                usual.backoff().max()),
                                                        Kind.TEXT)))
                        .with(
                                "resetAfter",
                                origins.value(
                                        restart, "resetAfter", DurationText.write(usual.resetAfter()), Kind.TEXT)));
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

    /** What is written of each middleware or sidecar, by name. */
    static Map<String, Node.Mapping> children(Node.Mapping root, String key) {
        Map<String, Node.Mapping> children = new HashMap<>();
        Node.Entry entry = root.entry(key);
        if (entry != null && entry.value() instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                String name = Merge.name(item);
                if (name != null && item instanceof Node.Mapping mapping) {
                    children.put(name, mapping);
                }
            }
        }
        return children;
    }
}
