package dev.openruntime.console;

import static dev.openruntime.console.TimelineLines.span;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvocationBlockTest {

    private static final Style PLAIN = new Style(false, true, 80);

    private static TimelineLines init() {
        return TimelineLines.started(60_000)
                .child("correlation", "middleware", "spawned", 19_000, 4712)
                .child("handler", "handler", "spawned", 29_000, 4714)
                .child("correlation", "middleware", "ready", 88_000, 4712)
                .child("handler", "handler", "ready", 156_000, 4714)
                .next(158_000);
    }

    @Test
    void shouldShowEachStepOnOneScale() {
        TimelineLines lines = init().invocation(
                        "6c1e5f2a-93a4-4a3c-8c1e-0d7f4f1f2b11",
                        200_000,
                        1_900,
                        span("before", "correlation", 200_010, 210, "replace"),
                        span("before", "redact", 200_225, 140, "continue"),
                        span("handle", "handler", 200_370, 1_020, "respond"),
                        span("after", "redact", 201_395, 130, "continue"),
                        span("after", "correlation", 201_530, 120, "replace"),
                        span("post", "", 201_660, 180, "posted"));

        assertThat(text(lines, PLAIN)).isEqualTo("""
                invocation 6c1e5f2a…                  0      0.5    1      1.5 ms
                  before  correlation                 ▪━━▪                               0.21 ms
                  before  redact                         ▪━▪                             0.14 ms
                  handle  handler                          ▪━━━━━━━━━━━━━▪               1.02 ms
                  after   redact                                         ▪━▪             0.13 ms
                  after   correlation                                      ▪━▪           0.12 ms
                  post                                                       ▪━▪         0.18 ms
                """);
        assertThat(text(lines, new Style(false, false, 120))).isEqualTo("""
                invocation 6c1e5f2a~                  0         0.5        1         1.5 ms
                  before  correlation                 #====#                                          0.21 ms
                  before  redact                           #=#                                        0.14 ms
                  handle  handler                             #====================#                  1.02 ms
                  after   redact                                                   #=#                0.13 ms
                  after   correlation                                                #==#             0.12 ms
                  post                                                                  #===#         0.18 ms
                """);
    }

    @Test
    void shouldNameTheErrorAndTheStepThatFailed() {
        TimelineLines lines = init().failure(
                        "7d",
                        200_000,
                        2_510_000,
                        "OpenRuntime.HandlerTimeout",
                        span("before", "correlation", 200_010, 210, "replace"),
                        span("handle", "handler", 200_370, 2_500_000, "timeout"),
                        span("timeout", "redact", 2_700_395, 1_300, "died"),
                        span("post", "", 2_709_000, 180, "posted"));

        assertThat(text(lines, PLAIN)).isEqualTo("""
                invocation 7d                         0         1000       2000 ms
                  before  correlation                 ▪                                  0.21 ms
                  handle  handler                     ▪━━━━━━━━━━━━━━━━━━━━━━━━━▪        2500 ms  timeout
                  timeout redact                                                ▪        1.30 ms  died
                  post                                                          ▪        0.18 ms
                  error   OpenRuntime.HandlerTimeout
                """);
    }

    @Test
    void shouldSayWhoAnsweredInsteadOfTheHandler() {
        TimelineLines lines = init().invocation(
                        "8e",
                        200_000,
                        450,
                        span("before", "correlation", 200_010, 210, "respond"),
                        span("post", "", 200_230, 180, "posted"));

        assertThat(text(lines, PLAIN)).isEqualTo("""
                invocation 8e                         0           0.2        0.4 ms
                  before  correlation                  ▪━━━━━━━━━━━▪                     0.21 ms  respond
                  post                                             ▪━━━━━━━━━━▪          0.18 ms
                """);
    }

    @Test
    void shouldMarkStepsThatTookNoTimeAtAll() {
        TimelineLines lines = init().invocation(
                        "9f",
                        200_000,
                        0,
                        span("handle", "handler", 200_000, 0, "respond"),
                        span("post", "", 200_000, 0, "posted"));

        assertThat(text(lines, PLAIN)).isEqualTo("""
                invocation 9f                         0 ms
                  handle  handler                     ▪                                  0.00 ms
                  post                                ▪                                  0.00 ms
                """);
    }

    @Test
    void shouldShowTheHeadingAloneWhenThereAreNoSteps() {
        assertThat(text(init().failure("a0", 200_000, 3_000, "Platform.Unknown"), PLAIN))
                .isEqualTo("""
                invocation a0                         0        1       2        3 ms
                  error   Platform.Unknown
                """);
    }

    @Test
    void shouldHoldAStepThatEndsAfterThePost() {
        TimelineLines lines = init().invocation(
                        "b1",
                        200_000,
                        1_000,
                        span("handle", "handler", 200_100, 700, "respond"),
                        span("post", "", 200_800, 200, "posted"),
                        span("flush", "correlation", 201_000, 1_000, "continue"));

        assertThat(text(lines, PLAIN)).isEqualTo("""
                invocation b1                         0      0.5   1      1.5   2 ms
                  handle  handler                      ▪━━━━━━━━▪                        0.70 ms
                  post                                          ▪━━▪                     0.20 ms
                  flush   correlation                              ▪━━━━━━━━━━━━▪        1.00 ms
                """);
    }

    @Test
    void shouldPutAnInvocationIntoOneRowForALog() {
        TimelineLines well = init().invocation(
                        "6c1e5f2a-93a4-4a3c-8c1e-0d7f4f1f2b11",
                        200_000,
                        1_900,
                        span("before", "correlation", 200_010, 210, "replace"),
                        span("handle", "handler", 200_370, 1_020, "respond"),
                        span("post", "", 201_660, 180, "posted"));
        TimelineLines badly = init().failure(
                        "7d",
                        200_000,
                        12_510_000,
                        "Function.\\u001b[2JGone",
                        span("handle", "handler", 200_370, 12_500_000, "died"),
                        span("post", "", 12_709_000, 180, "posted"));

        String first = well.view(PLAIN).invocationRow(well.firstInvocation());
        String second = badly.view(PLAIN).invocationRow(badly.firstInvocation());

        assertThat(first).isEqualTo("6c1e5f2a…  1.90 ms  before correlation 0.21 · handle 1.02 · post 0.18");
        assertThat(second).isEqualTo("7d   12.5 s  handle died 12.5 s · post 0.18  Function. [2JGone");
    }

    private static String text(TimelineLines lines, Style style) {
        return String.join("\n", lines.view(style).invocation(lines.firstInvocation())) + "\n";
    }
}
