package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Deadline;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerNotesTest {

    @Test
    void shouldHandOnLogsWithTheRequestThatTheyBelongTo() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(
                Role.HANDLER,
                "frame {\"type\":\"log\",\"message\":\"loading\"}",
                "ready {\"hooks\":[\"handle\"]}",
                "read",
                "frame {\"type\":\"log\",\"level\":\"WARN\",\"message\":\"m\\n2\",\"fields\":{\"a\":1},\"id\":\"$id\"}",
                "frame {\"type\":\"log\",\"message\":\"no id\"}",
                "frame {\"type\":\"log\",\"message\":\"wrong id\",\"id\":77}",
                "answer respond")) {

            Answer _ = example.handle("").await(surely());

            assertThat(example.logs)
                    .containsExactly(
                            new ExampleWorker.Logged("info", "loading", Optional.empty(), Optional.empty()),
                            new ExampleWorker.Logged(
                                    "WARN", "m\n2", Optional.of("{\"a\":1}"), Optional.of("request-1")),
                            new ExampleWorker.Logged("info", "no id", Optional.empty(), Optional.of("request-1")),
                            new ExampleWorker.Logged("info", "wrong id", Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void shouldRememberTheLastProgressOfACall() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler(
                "read",
                "frame {\"type\":\"progress\",\"note\":\"began\",\"id\":\"$id\"}",
                "frame {\"type\":\"progress\",\"note\":\"charging card\"}",
                "frame {\"type\":\"progress\",\"note\":\"not mine\",\"id\":77}",
                "answer respond")) {
            Call call = example.handle("");

            Answer _ = call.await(surely());

            assertThat(call.lastProgress()).contains("charging card");
        }
    }

    @Test
    void shouldRememberTheStackOfACallWithinBounds() throws Exception {
        String lines = "\"" + "x".repeat(900) + "\"" + ",\"y\"".repeat(99);
        try (ExampleWorker example = ExampleWorker.handler(
                "read",
                "frame {\"type\":\"stack\",\"id\":77,\"lines\":[\"not mine\"]}",
                "frame {\"type\":\"stack\",\"id\":\"$id\",\"lines\":[" + lines + "]}",
                "answer respond")) {
            Call call = example.handle("");

            Answer _ = call.await(surely());

            assertThat(call.stack())
                    .hasSize(64)
                    .startsWith("x".repeat(500) + "…", "y")
                    .doesNotContain("not mine");
        }
    }

    @Test
    void shouldIgnoreUnknownFramesAndTellEachKindOnce() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler(
                "frame {\"type\":\"chunk\"} body",
                "frame {\"type\":\"chunk\"} body",
                "frame {\"type\":\"metric\",\"name\":\"m\",\"kind\":\"counter\",\"value\":1}",
                "frame {\"type\":\"metric\",\"name\":\"m\",\"kind\":\"counter\",\"value\":1}",
                "read",
                "answer respond")) {

            Answer _ = example.handle("").await(surely());

            assertThat(example.dropped).hasSize(2);
            assertThat(example.dropped.getFirst()).contains("`chunk`");
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldNotLetAWorkerThatInventsTypesFillTheLog() throws Exception {
        String[] steps = new String[103];
        steps[0] = "ready {\"hooks\":[\"handle\"]}";
        for (int i = 1; i <= 100; i++) {
            steps[i] = "frame {\"type\":\"" + "invention".repeat(1_000) + i + "\"}";
        }
        steps[101] = "read";
        steps[102] = "answer respond";
        try (ExampleWorker example = ExampleWorker.start(Role.HANDLER, steps)) {

            Answer _ = example.handle("").await(surely());

            assertThat(example.dropped).hasSizeLessThanOrEqualTo(16).allMatch(what -> what.length() < 200);
        }
    }

    private static Deadline surely() {
        return Deadline.in(ExampleWorker.SURELY);
    }
}
