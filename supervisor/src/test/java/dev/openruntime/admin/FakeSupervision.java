package dev.openruntime.admin;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.ChildState;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.child.Death;
import dev.openruntime.child.End;
import dev.openruntime.child.History;
import dev.openruntime.child.NotReady;
import dev.openruntime.child.ProbeStatus;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.health.Answer;
import dev.openruntime.health.ProbeReport;
import dev.openruntime.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Children that stand where a test puts them. */
final class FakeSupervision implements Supervision {

    static final Instant T0 = Instant.parse("2026-11-23T12:00:00.123456Z");

    final List<String> calls = new ArrayList<>();
    private final Map<String, ChildStatus> statuses = new LinkedHashMap<>();

    FakeSupervision with(String name, boolean required, ChildState state) {
        ChildSpec spec = new ChildSpec(
                name,
                ChildRole.SIDECAR,
                required,
                Map.of(),
                new Startup.AtOnce(),
                new RestartPolicy(
                        RestartPolicy.When.ALWAYS, Duration.ofMillis(1), 2, Duration.ofMillis(1), Duration.ofDays(1)),
                new StopSpec("TERM", Duration.ZERO));
        statuses.put(name, new ChildStatus(spec, state, T0));
        return this;
    }

    static ChildState ready() {
        return new ChildState.Ready(history(), T0, OptionalLong.of(Long.MAX_VALUE), T0, "GET :1/ready 200");
    }

    static ChildState backoff() {
        return new ChildState.Backoff(history(), Instant.now().plusSeconds(60));
    }

    static History history() {
        Death death = new Death(T0, Death.Cause.EXITED, "exit 1", List.of("cannot \"bind\"", "\\o/\u0007"));
        return new History(3, 2, 0, false, Optional.of(death), Optional.of(new End(T0, "exit 1")));
    }

    @Override
    public String run() {
        return "no-such-run";
    }

    @Override
    public List<ChildStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    @Override
    public Optional<NotReady> notReady(String child) {
        ChildStatus status = statuses.get(child);
        return status == null || status.state().kind() == ChildState.Kind.READY
                ? Optional.empty()
                : Optional.of(new NotReady(status.spec(), "died 2 times", List.of("cannot \"bind\""), false));
    }

    @Override
    public List<ProbeStatus> probes(String child) {
        return child.equals("embedded")
                ? List.of()
                : List.of(new ProbeStatus(
                        ProbeStatus.Purpose.LIVENESS,
                        new ProbeReport(
                                "http",
                                "GET :1/ping",
                                Verdict.PASSING,
                                T0,
                                Optional.of(new Answer(false, "GET :1/ping 500", T0)),
                                1,
                                0)));
    }

    @Override
    public boolean isEmbedded(String child) {
        return child.equals("embedded");
    }

    @Override
    public void restart(String child, String reason) {
        calls.add("restart " + child);
    }

    @Override
    public void stop(String child) {
        calls.add("stop " + child);
        with(child, true, new ChildState.Stopped(history()));
    }

    @Override
    public void start(String child) {
        calls.add("start " + child);
    }
}
