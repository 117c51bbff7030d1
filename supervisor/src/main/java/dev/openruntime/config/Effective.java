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
    private final EffectiveChild children;

    private Effective(Configuration configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.origins = new Origins(environment);
        this.children = new EffectiveChild(origins);
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
        Node.Mapping ends = below(root, "deadline");
        var deadline = new Piece.Branch().with("margin", origins.value(ends, "margin", "500ms", Kind.TEXT));
        origins.copy(deadline, ends, "max");
        deadline.with(
                "stack",
                origins.value(ends, "stack", configuration.deadline().stack().word(), Kind.TEXT));
        branch.with("deadline", deadline);
        String within = DurationText.write(configuration.init().within());
        branch.with(
                "init",
                new Piece.Branch().with("within", origins.value(below(root, "init"), "within", within, Kind.TEXT)));
        origins.copy(branch, root, "shutdown");
        Node.Mapping admin = below(root, "admin");
        var socket = new Piece.Branch().with("enabled", origins.value(admin, "enabled", "true", Kind.TRUTH));
        origins.copy(socket, admin, "socket");
        return branch.with("admin", socket);
    }

    private Piece handler(Node.@Nullable Mapping written) {
        var branch = new Piece.Branch();
        HandlerConfig handler = configuration.handler();
        if (written != null && written.entry("command") != null) {
            origins.copy(branch, written, "command");
        } else {
            var words = new Piece.Items();
            handler.command().forEach(word -> words.pieces().add(new Piece.Leaf(word, Kind.TEXT, handler.why())));
            branch.with("command", words);
        }
        boolean chosen = !handler.why().isEmpty() && (written == null || written.entry("protocol") == null);
        branch.with(
                "protocol",
                chosen
                        ? new Piece.Leaf(handler.protocol().word(), Kind.TEXT, handler.why())
                        : origins.value(written, "protocol", handler.protocol().word(), Kind.TEXT));
        origins.copy(branch, written, "cancel");
        return children.common(branch, written);
    }

    private Piece stage(Node.@Nullable Mapping written, MiddlewareConfig stage) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "name", "enabled", "command", "timeout");
        branch.with(
                "onFailure",
                origins.value(written, "onFailure", stage.onFailure().word(), Kind.TEXT));
        branch.with("flush", children.flush(below(written, "flush")));
        return children.common(branch, written);
    }

    private Piece sidecar(Node.@Nullable Mapping written, SidecarConfig sidecar) {
        var branch = new Piece.Branch();
        origins.copy(branch, written, "name", "enabled", "use", "with", "command");
        boolean embedded = false;
        if (sidecar.kind() instanceof SidecarKind.BuiltIn builtIn) {
            embedded = builtIn.isolation() == Isolation.EMBEDDED;
            branch.with("isolation", origins.value(written, "isolation", "embedded", Kind.TEXT));
        }
        branch.with("required", origins.value(written, "required", "true", Kind.TRUTH));
        if (sidecar.required() || (written != null && written.entry("readyWithin") != null)) {
            String readyWithin = DurationText.write(sidecar.readyWithin());
            branch.with("readyWithin", origins.value(written, "readyWithin", readyWithin, Kind.TEXT));
        }
        if (sidecar.startup().isPresent()) {
            branch.with("startup", children.startup(below(written, "startup")));
        }
        if (sidecar.readiness().isPresent()) {
            branch.with("readiness", children.readiness(below(written, "readiness")));
        }
        if (sidecar.flush().isPresent()) {
            branch.with("flush", children.flush(below(written, "flush")));
        }
        return embedded ? children.embedded(branch, written) : children.common(branch, written);
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
