package dev.openruntime.emulator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.testing.Ports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reaches receivers that are quick, slow, late, dead, or refuse. */
@Timeout(120)
class TelemetryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TIME = "{\"time\":\"2024-01-01T00:00:00.000Z\",";
    private static final Buffering QUICK = new Buffering(1_000, 262_144, Duration.ofMillis(25));
    private static final Buffering PATIENT = new Buffering(1_000, 262_144, Duration.ofSeconds(30));

    private final Clock clock = Clock.fixed(Instant.parse("2024-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Telemetry telemetry =
            new Telemetry(clock, true, (name, words) -> complaints.add(name + ": " + words));

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void shouldPostBatchesAsJsonArraysWithWhatCameBeforeTheSubscription() throws Exception {
        try (var receiver = Receiver.http()) {
            telemetry.platform(Audience.ALL, "platform.initStart", json -> json.writeStringField("phase", "init"));

            telemetry.subscribe(http(receiver.port(), QUICK, "2022-12-13", Source.PLATFORM, Source.FUNCTION));
            telemetry.line(Source.FUNCTION, "plain");
            telemetry.line(Source.EXTENSION, "not asked for");
            telemetry.line(Source.FUNCTION, "{\"level\":\"INFO\"}");

            awaitText(receiver, "\"level\"");
            assertThat(String.join("", receiver.texts()).replace("][", ","))
                    .isEqualTo("[" + TIME + "\"type\":\"platform.initStart\",\"record\":{\"phase\":\"init\"}},"
                            + TIME + "\"type\":\"platform.telemetrySubscription\",\"record\":{\"name\":\"one\","
                            + "\"state\":\"Subscribed\",\"types\":[\"platform\",\"function\"]}},"
                            + TIME + "\"type\":\"function\",\"record\":\"plain\"},"
                            + TIME + "\"type\":\"function\",\"record\":{\"level\":\"INFO\"}}]");
            assertThat(receiver.requests).contains("POST /path?a=b HTTP/1.1");
        }
    }

    @Test
    void shouldWriteJsonLinesOverTcpAndLinesAsStringsInTheOlderSchema() throws Exception {
        try (var receiver = Receiver.tcp(0)) {
            telemetry.subscribe(tcp(receiver.port(), QUICK, "2022-07-01"));
            telemetry.line(Source.FUNCTION, "{\"level\":\"INFO\"}");

            awaitText(receiver, "level");
            assertThat(receiver.texts())
                    .containsExactly(TIME + "\"type\":\"function\",\"record\":\"{\\\"level\\\":\\\"INFO\\\"}\"}");
        }
    }

    @Test
    void shouldWaitForTheBufferToFillUnlessFlushed() throws Exception {
        try (var receiver = Receiver.http()) {
            telemetry.subscribe(http(receiver.port(), PATIENT, "2022-07-01", Source.FUNCTION));
            for (int i = 0; i < 1_500; i++) {
                telemetry.line(Source.FUNCTION, "line " + i);
            }
            awaitText(receiver, "\"line 999\"");

            assertThat(receiver.texts()).hasSize(1).noneMatch(text -> text.contains("\"line 1000\""));
            telemetry.flush(PATIENCE);
            assertThat(receiver.texts()).hasSize(2).anyMatch(text -> text.contains("\"line 1499\""));
        }
    }

    @Test
    void shouldTryAgainUntilALateReceiverIsThere() throws Exception {
        int port = Ports.free();
        telemetry.subscribe(http(port, QUICK, "2022-07-01", Source.FUNCTION));
        telemetry.line(Source.FUNCTION, "early");
        telemetry.flush(PATIENCE); // an attempt has failed when this returns

        try (var receiver = Receiver.http(port)) {
            awaitText(receiver, "early");
        }
    }

    @Test
    void shouldConnectAgainWhereATcpReceiverWentAway() throws Exception {
        int port = Ports.free(); // for the second time
        try (var receiver = Receiver.tcp(port)) {
            telemetry.subscribe(tcp(port, QUICK, "2022-07-01"));
            telemetry.line(Source.FUNCTION, "first");
            awaitText(receiver, "first");
        }
        telemetry.line(Source.FUNCTION, "second");
        telemetry.flush(PATIENCE);

        try (var receiver = Receiver.tcp(port)) {
            awaitText(receiver, "second");
        }
    }

    @Test
    void shouldDropAndCountWhatASlowReceiverHasNoRoomFor() throws Exception {
        int port = Ports.free();
        telemetry.subscribe(http(port, QUICK, "2022-07-01", Source.FUNCTION, Source.PLATFORM));
        long begun = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            telemetry.line(Source.FUNCTION, "line " + i);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        try (var receiver = Receiver.http(port)) {
            awaitText(receiver, "platform.logsDropped");
            assertThat(String.join("", receiver.texts()))
                    .contains("\"line 0\"", "\"reason\":\"the subscriber is too slow\"")
                    .containsPattern("\"droppedRecords\":1[0-9]{4},\"droppedBytes\":[0-9]+")
                    .doesNotContain("\"line 19999\"");
        }
        assertThat(complaints).anyMatch(words -> words.matches("one: telemetry dropped: \\d+ records, .*"));
        assertThat(took).isLessThan(PATIENCE);
    }

    @Test
    void shouldGiveUpABatchThatIsRefusedAndGoOn() throws Exception {
        try (var receiver = Receiver.http()) {
            receiver.answer("500 Broken");
            telemetry.subscribe(http(receiver.port(), QUICK, "2022-07-01", Source.FUNCTION));
            telemetry.line(Source.FUNCTION, "refused");
            await().atMost(PATIENCE).until(() -> !complaints.isEmpty());

            receiver.answer("204 Fine");
            telemetry.line(Source.FUNCTION, "accepted");

            awaitText(receiver, "accepted");
            assertThat(complaints).anyMatch(words -> words.contains("the receiver answered HTTP/1.1 500 Broken"));
        }
    }

    @Test
    void shouldNotWaitForAReceiverThatNeverReads() throws Exception {
        try (var receiver = Receiver.deaf()) {
            telemetry.subscribe(http(receiver.port(), QUICK, "2022-07-01", Source.FUNCTION));
            for (int i = 0; i < 5_000; i++) {
                telemetry.line(Source.FUNCTION, "x".repeat(1_000));
            }

            telemetry.flush(Duration.ofMillis(50));
            telemetry.close();
        }
    }

    @Test
    void shouldTellEachApiItsOwnRecords() throws Exception {
        try (var receiver = Receiver.tcp(0)) {
            telemetry.subscribe(new Subscription(
                    "one",
                    Api.LOGS,
                    "2020-08-15",
                    Set.of(Source.PLATFORM),
                    QUICK,
                    new Destination.Tcp(receiver.port())));
            telemetry.platform(Audience.TELEMETRY, "platform.initReport", json -> {});
            telemetry.platform(Audience.ALL, "platform.runtimeDone", json -> {});
            telemetry.fault("broken");
            telemetry.platform(Audience.LOGS, "platform.end", json -> {});

            awaitText(receiver, "platform.end");
            assertThat(receiver.texts())
                    .hasSize(3)
                    .noneMatch(text -> text.contains("init") || text.contains("runtimeDone"))
                    .anyMatch(text -> text.contains("platform.logsSubscription"))
                    .contains(TIME + "\"type\":\"platform.fault\",\"record\":\"broken\"}");
            assertThat(telemetry.subscribe(tcp(receiver.port(), QUICK, "2022-07-01")))
                    .isFalse();
        }
    }

    @Test
    void shouldChangeTheSubscriptionOfOneWhoSubscribesAgainAndTakeNoneAfterInit() throws Exception {
        try (var first = Receiver.tcp(0);
                var second = Receiver.tcp(0)) {
            telemetry.subscribe(tcp(first.port(), PATIENT, "2022-07-01"));
            telemetry.subscribe(tcp(second.port(), QUICK, "2022-07-01"));
            telemetry.closeSubscriptions();
            telemetry.line(Source.FUNCTION, "line");

            awaitText(second, "line");
            assertThat(first.texts()).isEmpty();
            assertThat(telemetry.subscribe(tcp(first.port(), QUICK, "2022-07-01")))
                    .isFalse();
        }
    }

    private static void awaitText(Receiver receiver, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.texts()).anyMatch(sent -> sent.contains(text)));
    }

    private static Subscription http(int port, Buffering buffering, String version, Source... sources) {
        var destination = new Destination.Http("POST", "sandbox.localdomain:" + port, port, "/path?a=b");
        return new Subscription("one", Api.TELEMETRY, version, Set.of(sources), buffering, destination);
    }

    private static Subscription tcp(int port, Buffering buffering, String version) {
        return new Subscription(
                "one", Api.TELEMETRY, version, Set.of(Source.FUNCTION), buffering, new Destination.Tcp(port));
    }
}
