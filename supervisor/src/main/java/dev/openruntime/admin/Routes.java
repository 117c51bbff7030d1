package dev.openruntime.admin;

import dev.openruntime.child.ChildState;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.telemetry.LateMeters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is answered to which request. On the thread {@code admin}. */
record Routes(Supervision supervision, Snapshots snapshots, Identity identity, LateMeters meters) {

    private static final Pattern ACTION = Pattern.compile("/children/([^/]+)/(restart|stop|start)");
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int DONE = 200;
    private static final int UNDER_WAY = 202;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    Answer answer(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        Matcher action = ACTION.matcher(request.path());
        if (action.matches()) {
            return request.method().equals("POST") ? act(action.group(1), action.group(2)) : Answer.otherMethod("POST");
        }
        return switch (request.path()) {
            case "/status" -> reads ? status() : Answer.otherMethod("GET, HEAD");
            case "/metrics" -> reads ? metrics() : Answer.otherMethod("GET, HEAD");
            default ->
                Answer.refusal(
                        NOT_FOUND,
                        "there is no " + request.path() + "; there are: GET /status, GET /metrics,"
                                + " POST /children/NAME/restart, …/stop, …/start");
        };
    }

    private Answer status() {
        return Answer.json(DONE, new StatusJson(identity, snapshots.take()).write());
    }

    private Answer metrics() {
        Exposition text = new Exposition();
        new SupervisorMetrics(identity, snapshots.take()).writeTo(text);
        meters.read(registry -> RegistryMetrics.write(registry, text));
        return Answer.text(DONE, METRICS_TYPE, text.toString());
    }

    private Answer act(String name, String action) {
        List<ChildStatus> all = supervision.statuses();
        Optional<ChildStatus> child =
                all.stream().filter(one -> one.spec().name().equals(name)).findFirst();
        if (child.isEmpty()) {
            return Answer.refusal(NOT_FOUND, "no child is called `" + name + "`; there are: " + names(all));
        }
        Optional<String> obstacle = obstacle(action, child.get().state().kind());
        if (obstacle.isPresent()) {
            return Answer.refusal(CONFLICT, "cannot " + action + " `" + name + "`: " + obstacle.get());
        }
        try {
            switch (action) {
                case "restart" -> supervision.restart(name, "a restart by hand");
                case "start" -> supervision.start(name);
                default -> supervision.stop(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return now(name, action);
    }

    private Answer now(String name, String action) {
        ChildStatus after = supervision.statuses().stream()
                .filter(one -> one.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean done = action.equals("stop") && after.state().kind() == ChildState.Kind.STOPPED;
        return Answer.json(done ? DONE : UNDER_WAY, Json.object(json -> {
            json.writeStringField("name", name);
            json.writeStringField("state", ChildView.word(after.state().kind()));
            json.writeNumberField("spawns", after.spawn());
        }));
    }

    /** Why a child in this state can't be treated so. */
    private static Optional<String> obstacle(String action, ChildState.Kind state) {
        return switch (state) {
            case STOPPING, KILLING -> action.equals("stop") ? Optional.empty() : Optional.of("it is being stopped");
            case IDLE, WAITING ->
                action.equals("stop")
                        ? Optional.empty()
                        : Optional.of("it waits for what it depends on to be there, and starts by itself then");
            case SPAWNING, STARTING -> action.equals("start") ? Optional.of("it is starting") : Optional.empty();
            case READY, UNREADY -> action.equals("start") ? Optional.of("it runs already") : Optional.empty();
            case DYING, REPLACING ->
                action.equals("start") ? Optional.of("what is left of it is being removed") : Optional.empty();
            case BACKOFF, FAILED, COMPLETED, STOPPED -> Optional.empty();
        };
    }

    private static String names(List<ChildStatus> all) {
        return all.stream().map(child -> child.spec().name()).collect(Collectors.joining(", "));
    }
}
