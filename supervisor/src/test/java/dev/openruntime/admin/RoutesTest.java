package dev.openruntime.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.child.ChildState;
import dev.openruntime.telemetry.LateMeters;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest {

    private final FakeSupervision supervision = new FakeSupervision();
    private final Replacements replacements = new Replacements();
    private final Routes routes = new Routes(
            supervision,
            new Snapshots(supervision, replacements, new LoopFigures(), new Progress(Instant.now())),
            new Identity(7, "1.2", "shop\n\"x\"", "/var/task"),
            new LateMeters());

    @Test
    void shouldTellStateReasonAndPastOfEachChild() {
        supervision.with("agent", true, FakeSupervision.backoff()).with("embedded", true, FakeSupervision.ready());
        replacements.add("embedded", FakeSupervision.T0, "timeout");
        replacements.add("embedded", FakeSupervision.T0, "a restart by hand");

        Answer answer = routes.answer(new Request("GET", "/status"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"ok\":false,\"supervisor\":{\"pid\":7,")
                .contains("\"state\":\"init\"")
                .contains("\"name\":\"agent\",\"role\":\"sidecar\",\"kind\":\"process\",\"required\":true,\"ok\":false,"
                        + "\"state\":\"backoff\",\"since\":\"2026-11-23T12:00:00.123Z\"")
                .contains("\"why\":\"died 2 times\"")
                .contains("\"lastDeath\":{\"at\":\"2026-11-23T12:00:00.123Z\",\"cause\":\"exited\","
                        + "\"reason\":\"exit 1\",\"lastLines\":[\"cannot \\\"bind\\\"\",\"\\\\o/\\u0007\"]}")
                .contains(
                        "\"probes\":[{\"purpose\":\"liveness\",\"kind\":\"http\",\"target\":\"GET :1/ping\","
                                + "\"verdict\":\"passing\",\"since\":\"2026-11-23T12:00:00.123Z\",\"failures\":1,\"successes\":0,"
                                + "\"last\":{\"passed\":false,\"detail\":\"GET :1/ping 500\",\"at\":\"2026-11-23T12:00:00.123Z\"}}]")
                .contains("\"lastEnd\":{\"at\":\"2026-11-23T12:00:00.123Z\",\"how\":\"exit 1\"}")
                .contains("\"nextSpawnInMs\":5")
                .contains("\"kind\":\"embedded\",\"required\":true,\"ok\":true,\"state\":\"ready\"")
                .contains("\"why\":\"GET :1/ready 200\"")
                .contains("\"replaced\":{\"count\":2,\"at\":\"2026-11-23T12:00:00.123Z\","
                        + "\"reason\":\"a restart by hand\"}")
                .endsWith("}\n");
    }

    @Test
    void shouldBeWellWhenOnlyOptionalOnesAreDownOrAllIsDone() {
        supervision
                .with("agent", false, FakeSupervision.backoff())
                .with("done", true, new ChildState.Completed(FakeSupervision.history()));

        assertThat(routes.answer(new Request("GET", "/status")).body()).startsWith("{\"ok\":true,");
    }

    @Test
    void shouldEscapeWhatMetricsCannotHold() {
        supervision.with("agent", true, FakeSupervision.ready());

        Answer answer = routes.answer(new Request("GET", "/metrics"));

        assertThat(answer.type()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("openruntime_info{version=\"1.2\",function=\"shop\\n\\\"x\\\"\"} 1\n")
                .contains("openruntime_child_state{child=\"agent\",role=\"sidecar\",state=\"ready\"} 1\n")
                .contains("openruntime_child_state{child=\"agent\",role=\"sidecar\",state=\"backoff\"} 0\n")
                .contains("openruntime_child_spawns_total{child=\"agent\",role=\"sidecar\"} 3\n");
    }

    @Test
    void shouldNameAllChildrenWhenOneIsUnknown() {
        supervision.with("agent", true, FakeSupervision.ready()).with("other", true, FakeSupervision.ready());

        Answer answer = routes.answer(new Request("POST", "/children/agnet/restart"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("no child is called `agnet`; there are: agent, other");
        assertThat(supervision.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "restart, 202, restart agent",
        "stop, 200, stop agent",
    })
    void shouldMoveAChildThatIsReady(String action, int status, String call) {
        supervision.with("agent", true, FakeSupervision.ready());

        Answer answer = routes.answer(new Request("POST", "/children/agent/" + action));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"name\":\"agent\",\"state\":");
        assertThat(supervision.calls).containsExactly(call);
    }

    @Test
    void shouldSayWhyAChildIsNotMoved() {
        supervision
                .with("ready", true, FakeSupervision.ready())
                .with("waiting", true, new ChildState.Waiting(FakeSupervision.history()))
                .with("stopping", true, new ChildState.Killing(FakeSupervision.history(), "killed"));

        assertRefused("/children/ready/start", "cannot start `ready`: it runs already");
        assertRefused("/children/waiting/restart", "cannot restart `waiting`: it waits for what it depends on");
        assertRefused("/children/stopping/start", "cannot start `stopping`: it is being stopped");
        assertThat(supervision.calls).isEmpty();
    }

    @Test
    void shouldKnowItsPathsAndTheirMethods() {
        supervision.with("agent", true, FakeSupervision.ready());

        assertThat(routes.answer(new Request("GET", "/")).status()).isEqualTo(404);
        assertThat(routes.answer(new Request("GET", "/children/agent/explode")).status())
                .isEqualTo(404);
        assertThat(routes.answer(new Request("POST", "/status")).allow()).isEqualTo("GET, HEAD");
        assertThat(routes.answer(new Request("GET", "/children/agent/stop")).status())
                .isEqualTo(405);
        assertThat(routes.answer(new Request("HEAD", "/metrics")).status()).isEqualTo(200);
    }

    private void assertRefused(String path, String why) {
        Answer answer = routes.answer(new Request("POST", path));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains(why);
    }
}
