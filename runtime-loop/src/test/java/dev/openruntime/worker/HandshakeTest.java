package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    @Test
    void shouldKnowWhatTheWorkerOffers() throws IOException {
        try (ExampleWorker example = ExampleWorker.start(
                Role.MIDDLEWARE,
                "ready {\"hooks\":[\"before\",\"flush\"],\"concurrency\":4,\"noBody\":[\"before\"],\"more\":{}}",
                "hang")) {

            assertThat(example.worker().handshake())
                    .isEqualTo(
                            new Handshake(Set.of(Hook.BEFORE, Hook.FLUSH), 4, Set.of(Hook.BEFORE), Optional.empty()));
            assertThat(example.worker().hasEnded()).isFalse();
        }
    }

    @Test
    void shouldTakeAMiddlewareThatOffersNothing() throws IOException {
        try (ExampleWorker example = ExampleWorker.start(Role.MIDDLEWARE, "ready {\"hooks\":[]}", "hang")) {
            assertThat(example.worker().handshake().hooks()).isEmpty();
        }
    }

    @Test
    void shouldKnowHowTheWorkerShowsItsStack() throws IOException {
        try (ExampleWorker example = ExampleWorker.start(
                Role.HANDLER,
                "ready {\"hooks\":[\"handle\"],"
                        + "\"stack\":{\"fd\":5,\"pid\":4711,\"more\":[1],\"signal\":\"USR1\"}}",
                "hang")) {

            assertThat(example.worker().handshake().stack()).contains(new StackOffer.InFile("USR1", 4711, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fd\":5,\"signal\":\"USR1\"}",
                "{\"pid\":4711,\"signal\":\"USR1\"}",
                "{\"pid\":4711,\"signal\":\"USR1\",\"by\":\"telepathy\"}",
                "{\"pid\":4711,\"by\":\"jvm\"}"
            })
    void shouldTakeAnOfferThatLacksSomethingOrIsUnknownForNone(String stack) throws IOException {
        try (ExampleWorker example =
                ExampleWorker.start(Role.HANDLER, "ready {\"hooks\":[\"handle\"],\"stack\":" + stack + "}", "hang")) {

            assertThat(example.worker().handshake().stack()).isEmpty();
        }
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                argumentSet(
                        "protocol too new",
                        Role.HANDLER,
                        "ready {\"protocol\":2,\"hooks\":[\"handle\"]}",
                        "the worker speaks protocol 2, the supervisor 1"),
                argumentSet(
                        "no protocol",
                        Role.HANDLER,
                        "frame {\"type\":\"ready\",\"hooks\":[\"handle\"]}",
                        "the worker's `ready` has no `protocol`, the supervisor speaks 1"),
                argumentSet(
                        "id in quotes",
                        Role.HANDLER,
                        "frame {\"type\":\"log\",\"id\":\"1\"}",
                        "`id` must be an integer"),
                argumentSet(
                        "unknown hook",
                        Role.MIDDLEWARE,
                        "ready {\"hooks\":[\"before\",\"during\"]}",
                        "the worker names `during` in `hooks`, a middleware may have `before`, `after`, `error`, `timeout`,"
                                + " `flush`"),
                argumentSet(
                        "handle of a middleware",
                        Role.MIDDLEWARE,
                        "ready {\"hooks\":[\"handle\"]}",
                        "the worker names `handle` in `hooks`, a middleware may have"),
                argumentSet(
                        "before of a handler",
                        Role.HANDLER,
                        "ready {\"hooks\":[\"handle\",\"before\"]}",
                        "the worker names `before` in `hooks`, a handler may have `handle`"),
                argumentSet(
                        "handler without a hook",
                        Role.HANDLER,
                        "ready {\"hooks\":[]}",
                        "the worker offers no hook, a handler must offer `handle`"),
                argumentSet(
                        "unknown noBody",
                        Role.HANDLER,
                        "ready {\"hooks\":[\"handle\"],\"noBody\":[\"all\"]}",
                        "the worker names `all` in `noBody`"),
                argumentSet(
                        "no concurrency",
                        Role.HANDLER,
                        "ready {\"hooks\":[\"handle\"],\"concurrency\":0}",
                        "the worker offers a concurrency of 0, at least 1 is needed"));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void shouldFailToLoadAndBeReplacedWhenItDoesNotFit(Role role, String step, String message) throws Exception {
        try (ExampleWorker example = ExampleWorker.start(role, step, "hang")) {

            assertThat(example.failedToLoad).succeedsWithin(ExampleWorker.SURELY);

            assertThat(Json.object(example.failedToLoad.get()))
                    .containsEntry("errorType", "OpenRuntime.WorkerProtocol")
                    .hasEntrySatisfying(
                            "errorMessage", text -> assertThat(text).asString().contains(message));
            assertThat(example.process.waitFor()).isEqualTo(137);
            assertThat(example.replaced).singleElement().asString().contains(message);
            assertThat(example.ready).isNotDone();
        }
    }

    @Test
    void shouldPassTheErrorOnWhenUserCodeFailsToLoad() throws Exception {
        String error = "{\"errorType\":\"SyntaxError\",\"errorMessage\":\"line 3\"}";
        try (ExampleWorker example = ExampleWorker.start(
                Role.HANDLER, "frame {\"type\":\"failed\"} " + error, "frame {\"type\":\"failed\"} again", "exit 1")) {

            assertThat(example.failedToLoad).succeedsWithin(ExampleWorker.SURELY);

            assertThat(example.failedToLoad.get().text()).isEqualTo(error);
            assertThat(example.process.waitFor()).isEqualTo(1);
            assertThat(example.ready).isNotDone();
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldIgnoreWhatAWorkerSaysOfItsLoadingOnceItIsReady() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler(
                "ready {\"hooks\":[\"handle\"],\"concurrency\":9}",
                "frame {\"type\":\"failed\"} {}",
                "read",
                "answer respond fine")) {

            assertThat(example.handle("")
                            .await(Deadline.in(ExampleWorker.SURELY))
                            .body()
                            .text())
                    .isEqualTo("fine");

            assertThat(example.worker().handshake().concurrency()).isEqualTo(1);
            assertThat(example.failedToLoad).isNotDone();
            assertThat(example.dropped).hasSize(2);
        }
    }

    @Test
    void shouldFailToLoadAndBeReplacedWhenItPrintsBeforeItIsReady() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(Role.HANDLER, "raw Hi, I am loading\\n", "hang")) {

            assertThat(example.failedToLoad).succeedsWithin(ExampleWorker.SURELY);

            assertThat(example.failedToLoad.get().text())
                    .contains("WorkerProtocol")
                    .contains("`example` broke the worker protocol: ")
                    .contains("has to be printed to standard error")
                    .contains("Hi, I am loading");
            assertThat(example.process.waitFor()).isEqualTo(137);
            assertThat(example.replaced).singleElement().asString().contains("Hi, I am loading");
        }
    }

    @Test
    void shouldBeReplacedWhenItPrintsNoMoreThanALineEnd() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(Role.HANDLER, "raw \\n", "hang")) {

            assertThat(example.failedToLoad).succeedsWithin(ExampleWorker.SURELY);

            assertThat(example.process.waitFor()).isEqualTo(137);
        }
    }

    @Test
    void shouldTellNothingOfItsOwnWhenTheProcessEndsBeforeItIsReady() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(Role.HANDLER, "stderr oh no", "exit 3")) {

            assertThat(example.process.waitFor()).isEqualTo(3);

            assertThat(example.ready).isNotDone();
            assertThat(example.failedToLoad).isNotDone();
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldBeReplacedWhenItClosesItsOutputBeforeItIsReadyAndLivesOn() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(Role.HANDLER, "close-stdout", "hang")) {

            assertThat(example.process.waitFor()).isEqualTo(137);

            assertThat(example.replaced).singleElement().asString().contains("closed its output");
        }
    }
}
