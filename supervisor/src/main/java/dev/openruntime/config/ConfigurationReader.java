package dev.openruntime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the whole file, section by section in the order of the reference. */
final class ConfigurationReader {

    private static final List<String> LATER_PROTOCOLS = List.of("http", "exec", "fifo");

    private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private static final List<String> LONG_INITIALIZATIONS =
            List.of("provisioned-concurrency", "snap-start", "lambda-managed-instances");
    private static final Duration INIT_WITHIN = Duration.ofSeconds(9);
    private static final Duration LONG_INIT_WITHIN = Duration.ofMinutes(2);

    private final Reading reading;
    private final Map<String, String> environment;
    private final List<String> wrapped;
    private final ChildNames names;

    /** @param wrapped the command that the supervisor was put in front of; empty where it wasn't */
    ConfigurationReader(Reading reading, Map<String, String> environment, List<String> wrapped) {
        this.reading = reading;
        this.wrapped = wrapped;
        this.environment = environment;
        this.names = new ChildNames(reading);
    }

    /** The configuration; of no use, and perhaps null, if there are problems. */
    @Nullable Configuration read(Node node, Optional<Path> file, List<Path> fragments) {
        Section root = Section.of(reading, node, "", Keys.ROOT);
        if (root == null) {
            return null;
        }
        Object _ = root.text("$schema"); // for editors
        var dependencies = new DependencyReader(reading, root);
        var children = new ChildReader(reading, dependencies);
        var configuration = new Configuration(
                file,
                fragments,
                reading.directory(),
                handler(root, children),
                middleware(root, children),
                new SidecarReader(reading, names, children).read(root),
                deadline(root),
                init(root),
                shutdown(root),
                root.has("admin") ? admin(root) : AdminConfig.DEFAULT);
        if (!dependencies.dependencies().isEmpty()) {
            new DependencyCheck(reading, names, configuration, dependencies.dependencies()).run();
        }
        return configuration;
    }

    private HandlerConfig handler(Section root, ChildReader children) {
        Section written = root.section("handler", Keys.HANDLER);
        if (root.has("handler") && written == null) { // of no use: there is a problem
            ChildConfig child = new ChildConfig(
                    Map.of(),
                    Optional.empty(),
                    EnvironmentConfig.DEFAULT,
                    ProcessConfig.in(reading.directory()),
                    new LogsConfig.Platform(),
                    RestartConfig.DEFAULT,
                    StopConfig.DEFAULT);
            return new HandlerConfig(List.of(), HandlerProtocol.WORKER, "", Optional.empty(), child);
        }
        Section section = written == null ? root.empty("handler", Keys.HANDLER) : written;
        Optional<HandlerChoice> choice =
                section.has("command") ? Optional.empty() : HandlerChoice.of(wrapped, reading.directory(), environment);
        boolean none = choice.isEmpty() && (written == null ? root.lacks("handler") : section.lacks("command"));
        if (none) {
            String path = written == null ? "handler" : section.pathOf("command");
            reading.problems().add(section.placeOf("command"), path, HandlerChoice.THERE_IS_NONE);
        }
        List<String> command = choice.map(HandlerChoice::command)
                .orElseGet(() ->
                        none || written == null ? List.of() : new CommandReader(reading).words(section, "command"));
        HandlerProtocol usual = choice.isPresent() ? HandlerProtocol.RUNTIME_API : HandlerChoice.protocolOf(command);
        HandlerProtocol protocol = section.word("protocol", usual, HandlerProtocol.values(), LATER_PROTOCOLS);
        String why = choice.map(HandlerChoice::why)
                .orElse(section.has("protocol") || usual == HandlerProtocol.WORKER ? "" : "it is a `bootstrap`");
        return new HandlerConfig(
                command,
                protocol,
                why,
                section.has("cancel") ? cancel(section, protocol) : Optional.empty(),
                children.ofHandler(section));
    }

    private Optional<StopSignal> cancel(Section handler, HandlerProtocol protocol) {
        if (protocol == HandlerProtocol.WORKER) {
            reading.problems()
                    .add(
                            handler.placeOf("cancel"),
                            handler.pathOf("cancel"),
                            "only a handler with `protocol: runtime-api` is told by a signal: the worker protocol has a"
                                    + " frame for it; remove it");
        }
        Section section = handler.section("cancel", Keys.CANCEL);
        return section == null || section.required("signal") == null
                ? Optional.empty()
                : Optional.of(section.word("signal", StopSignal.TERM, StopSignal.values(), List.of()));
    }

    private List<MiddlewareConfig> middleware(Section root, ChildReader children) {
        var stages = new ArrayList<MiddlewareConfig>();
        var commands = new CommandReader(reading);
        List<Node> items = root.children("middleware");
        for (int index = 0; index < items.size(); index++) {
            String path = root.pathOfChild("middleware", index, items.get(index));
            Section section = Section.of(reading, items.get(index), path, Keys.MIDDLEWARE);
            if (section != null) {
                String name = names.read(section);
                boolean enabled = names.isEnabled(section, name);
                MiddlewareConfig stage = new MiddlewareConfig(
                        name,
                        enabled || section.has("command") ? commands.words(section, "command") : List.of(),
                        section.duration("timeout"),
                        section.word("onFailure", OnFailure.FAIL, OnFailure.values(), List.of()),
                        section.has("flush") ? new FlushReader(reading).ofMiddleware(section) : FlushConfig.DEFAULT,
                        children.of(section, name, enabled));
                if (enabled) {
                    stages.add(stage);
                }
            }
        }
        return stages;
    }

    private DeadlineConfig deadline(Section root) {
        boolean shown = DeadlineConfig.Stack.ON.word().equals(environment.get(DeadlineConfig.STACK_VARIABLE));
        DeadlineConfig.Stack stack = shown ? DeadlineConfig.Stack.ON : DeadlineConfig.Stack.OFF;
        Section section = root.section("deadline", Keys.DEADLINE);
        if (section == null) {
            return new DeadlineConfig(DeadlineConfig.DEFAULT.margin(), Optional.empty(), stack);
        }
        Node node = section.node("margin");
        Margin margin = node == null ? null : new MarginReader(reading).read(node, section.pathOf("margin"));
        return new DeadlineConfig(
                margin == null ? DeadlineConfig.DEFAULT.margin() : margin,
                section.duration("max"),
                section.word("stack", stack, DeadlineConfig.Stack.values(), List.of()));
    }

    private InitConfig init(Section root) {
        boolean isLong = LONG_INITIALIZATIONS.contains(environment.getOrDefault(INITIALIZATION_TYPE, ""));
        Duration usual = isLong ? LONG_INIT_WITHIN : INIT_WITHIN;
        Section section = root.section("init", Keys.INIT);
        return new InitConfig(section == null ? usual : section.duration("within", usual));
    }

    private ShutdownConfig shutdown(Section root) {
        Section section = root.section("shutdown", Keys.SHUTDOWN);
        return new ShutdownConfig(section == null ? Optional.empty() : section.duration("within"));
    }

    private AdminConfig admin(Section root) {
        Section section = root.section("admin", Keys.ADMIN);
        if (section == null) {
            return AdminConfig.DEFAULT;
        }
        boolean enabled = section.truth("enabled", true);
        return new AdminConfig(enabled, Optional.ofNullable(new PathReader(reading).socket(section, "socket")));
    }
}
