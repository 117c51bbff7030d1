package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InitBlockTest {

    private static final Style WIDE = new Style(false, true, 110);
    private static final Style PLAIN = new Style(false, true, 80);
    private static final Style ASCII = new Style(false, false, 80);
    private static final Style COLOUR = new Style(true, true, 80);

    private static TimelineLines quickstart() {
        return TimelineLines.started(60_000)
                .embedded("discovery", "spawned", 61_000)
                .child("greeter", "sidecar", "spawned", 18_000, 4711)
                .child("correlation", "middleware", "spawned", 19_000, 4712)
                .child("redact", "middleware", "spawned", 28_000, 4713)
                .child("handler", "handler", "spawned", 29_000, 4714)
                .embedded("discovery", "ready", 62_000)
                .child("correlation", "middleware", "ready", 88_000, 4712)
                .child("greeter", "sidecar", "ready", 131_000, 4711, "GET :7070/ready 200, 3rd try")
                .child("redact", "middleware", "ready", 149_000, 4713)
                .child("handler", "handler", "ready", 156_000, 4714, "index.handler")
                .next(158_000);
    }

    @Test
    void shouldShowEachChildOnOneScaleWithItsDetail() {
        assertThat(text(quickstart(), WIDE)).isEqualTo("""
                init                                  0       50      100     150 ms
                  discovery    sidecar     embedded   ··········▪                 ready   62 ms
                  greeter      sidecar     pid 4711   ···▪━━━━━━━━━━━━━━━━━▪      ready  131 ms   GET :7070/ready 200, 3rd try
                  correlation  middleware  pid 4712   ···▪━━━━━━━━━━▪             ready   88 ms
                  redact       middleware  pid 4713   ····▪━━━━━━━━━━━━━━━━━━━▪   ready  149 ms
                  handler      handler     pid 4714   ·····▪━━━━━━━━━━━━━━━━━━━▪  ready  156 ms   index.handler
                first next at 158 ms
                """);
    }

    @Test
    void shouldLeaveDetailsOutWhereThereIsNoRoom() {
        assertThat(text(quickstart(), PLAIN)).isEqualTo("""
                init                                  0       50      100      150 ms
                  discovery    sidecar     embedded   ··········▪                  ready   62 ms
                  greeter      sidecar     pid 4711   ···▪━━━━━━━━━━━━━━━━━━▪      ready  131 ms
                  correlation  middleware  pid 4712   ···▪━━━━━━━━━━▪              ready   88 ms
                  redact       middleware  pid 4713   ·····▪━━━━━━━━━━━━━━━━━━━▪   ready  149 ms
                  handler      handler     pid 4714   ·····▪━━━━━━━━━━━━━━━━━━━━▪  ready  156 ms
                first next at 158 ms
                """);
    }

    @Test
    void shouldLeaveRoleAndProcessOutInANarrowTerminal() {
        assertThat(text(quickstart(), new Style(false, true, 40))).isEqualTo("""
                init            0     100 ms
                  discovery     ···▪▪       ready   62 ms
                  greeter       ·▪━━━━━▪    ready  131 ms
                  correlation   ·▪━━━▪      ready   88 ms
                  redact        ··▪━━━━━▪   ready  149 ms
                  handler       ··▪━━━━━━▪  ready  156 ms
                first next at 158 ms
                """);
    }

    @Test
    void shouldUseAsciiAloneWhereTheLocaleHasNoMore() {
        assertThat(text(quickstart(), ASCII)).isEqualTo("""
                init                                  0       50      100      150 ms
                  discovery    sidecar     embedded   ..........#                  ready   62 ms
                  greeter      sidecar     pid 4711   ...#==================#      ready  131 ms
                  correlation  middleware  pid 4712   ...#==========#              ready   88 ms
                  redact       middleware  pid 4713   .....#===================#   ready  149 ms
                  handler      handler     pid 4714   .....#====================#  ready  156 ms
                first next at 158 ms
                """);
    }

    @Test
    void shouldShowNextAloneWhenThereAreNoChildren() {
        TimelineLines lines = TimelineLines.started(50_000).next(61_400);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                           0    10    20   30   40    50   60 ms
                first next at 61 ms
                """);
    }

    @Test
    void shouldSayThatNothingCameYetWhenTheTimelineIsEmpty() {
        assertThat(text(new TimelineLines(), PLAIN)).isEqualTo("""
                init                           0 ms
                no next yet
                """);
    }

    @Test
    void shouldDrawALineToTheEndWhenAChildIsNeverReady() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("agent", "sidecar", "spawned", 30_000, 12)
                .child("handler", "handler", "spawned", 31_000, 13)
                .child("handler", "handler", "ready", 99_000, 13)
                .next(100_000)
                .child("agent", "sidecar", "ready", 300_000, 12);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                           0     20    40    60    80    100 ms
                  agent    sidecar  pid 12     ·········▪━━━━━━━━━━━━━━━━━━━━━  starting
                  handler  handler  pid 13     ·········▪━━━━━━━━━━━━━━━━━━━━▪  ready      99 ms
                first next at 100 ms
                """);
    }

    @Test
    void shouldShowEverySpawnOfARestartedChild() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("agent", "sidecar", "spawned", 20_000, 12)
                .child("agent", "sidecar", "died", 50_000, 12, "exit 1: cannot bind 4317")
                .child("agent", "sidecar", "backoff", 50_000, 12)
                .child("agent", "sidecar", "spawned", 150_000, 15)
                .child("agent", "sidecar", "ready", 190_000, 15, "tcp :4317 open")
                .next(200_000);

        assertThat(text(lines, WIDE)).isEqualTo("""
                init                           0         100       200 ms
                  agent    sidecar  pid 15     ··▪━━✗·········▪━━━▪   ready  190 ms   restarted once: exit 1: cannot bind 4317
                first next at 200 ms
                """);
    }

    @Test
    void shouldShowWhatKilledInitWithItsLastLines() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("handler", "handler", "spawned", 31_000, 13)
                .child("agent", "sidecar", "spawned", 30_000, 12)
                .child(
                        "agent",
                        "sidecar",
                        "failed",
                        3_030_000,
                        12,
                        "not ready within 3 s: GET :4317/ready refused; last lines:\\nstarting\\n\\u001b[31mcannot bind"
                                + " 4317: address already in use by another process of this machine, and more\\n")
                .child("handler", "handler", "ready", 131_000, 13)
                .stop(3_035_000, 1);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                           0         1000      2000       3000 ms
                  agent    sidecar  pid 12     ▪━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━✗  failed  3030 ms
                    not ready within 3 s: GET :4317/ready refused; last lines:
                    starting
                     [31mcannot bind 4317: address already in use by another process of this
                    machine, and more
                  handler  handler  pid 13     ▪▪                                ready    131 ms
                stopped with status 1 at 3035 ms, before the first next
                """);
    }

    @Test
    void shouldShowHowChildrenWereBeforeAFailedInitStoppedThem() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("redact", "middleware", "spawned", 31_000, 13)
                .child("redact", "middleware", "ready", 90_000, 13)
                .child("agent", "sidecar", "spawned", 30_000, 12)
                .child("agent", "sidecar", "died", 50_000, 12, "exit 3")
                .child("agent", "sidecar", "backoff", 50_000, 12)
                .child("handler", "handler", "spawned", 32_000, 14)
                .child("handler", "handler", "died", 60_000, 14, "failed while loading: no such module")
                .child("handler", "handler", "spawned", 70_000, 15)
                .child("handler", "handler", "died", 80_000, 15, "failed while loading: no such module")
                .child("handler", "handler", "spawned", 90_000, 16)
                .child("handler", "handler", "stopped", 110_000, 16, "exit 1")
                .child("agent", "sidecar", "stopped", 111_000, 12)
                .child("redact", "middleware", "stopped", 112_000, 13, "exit 0")
                .stop(120_000, 1);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                              0          50          100 ms
                  agent    sidecar     pid 12     ·······▪━━━✗················  backoff    50 ms
                    exit 3
                  redact   middleware  pid 13     ·······▪━━━━━━━━━━━━▪         ready      90 ms
                  handler  handler     pid 16     ·······▪━━━━━━✗·▪━✗·▪━━━━━━━  starting
                    restarted 2 times: failed while loading: no such module
                stopped with status 1 at 120 ms, before the first next
                """);
    }

    @Test
    void shouldCutLongNamesAndLongDetails() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("a-very-long-name-for-a-small-sidecar", "sidecar", "spawned", 30_000, 4194301)
                .child("a-very-long-name-for-a-small-sidecar", "sidecar", "ready", 60_000, 4194301, "x".repeat(200))
                .next(100_000);

        assertThat(text(lines, WIDE)).isEqualTo("""
                init                                               0         50       100 ms
                  a-very-long-name-for-a-…  sidecar  pid 4194301   ······▪━━━━▪          ready   60 ms   xxxxxxxxxxxxxxxxxxxx…
                first next at 100 ms
                """);
    }

    @Test
    void shouldShowTheLatestProcessOnlyWhenTheEnvironmentWasStartedAgain() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("handler", "handler", "spawned", 31_000, 13)
                .next(60_000)
                .raw("{\"type\":\"start\",\"us\":1790000060000000,\"pid\":4800}")
                .child("handler", "handler", "spawned", 60_010_000, 14)
                .child("handler", "handler", "ready", 60_015_000, 14)
                .next(60_020_000);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                           0       5        10      15      20 ms
                  handler  handler  pid 14     ·················▪━━━━━━━▪          ready   15 ms
                first next at 20 ms
                """);
    }

    @Test
    void shouldOrderChildrenByRoleAndKnowThoseThatHaveDoneTheirWork() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("handler", "handler", "spawned", 31_000, 13)
                .child("auth", "middleware", "spawned", 32_000, 14)
                .child("migrate", "sidecar", "spawned", 33_000, 15)
                .raw("{\"type\":\"child\",\"name\":\"migrate\",\"role\":\"sidecar\",\"event\":\"completed\","
                        + "\"us\":1790000000070000}")
                .raw("{\"type\":\"child\",\"name\":\"auth\",\"role\":\"middleware\",\"event\":\"ready\","
                        + "\"us\":1790000000080000,\"detail\":\"\"}")
                .child("handler", "handler", "ready", 90_000, 13)
                .next(100_000);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                              0            50           100 ms
                  migrate  sidecar     pid 15     ·········▪━━━━━━━━▪          completed   70 ms
                  auth     middleware  pid 14     ········▪━━━━━━━━━━━━▪       ready       80 ms
                  handler  handler     pid 13     ········▪━━━━━━━━━━━━━━▪     ready       90 ms
                first next at 100 ms
                """);
    }

    @Test
    void shouldWriteSecondsWhenInitTakesLong() {
        TimelineLines lines = TimelineLines.started(50_000)
                .child("handler", "handler", "spawned", 31_000, 13)
                .child("handler", "handler", "ready", 24_310_000, 13)
                .next(24_400_000);

        assertThat(text(lines, PLAIN)).isEqualTo("""
                init                           0      5      10    15     20 s
                  handler  handler  pid 13     ▪━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▪  ready  24.3 s
                first next at 24.4 s
                """);
    }

    @Test
    void shouldColourOnlyWordsThatMatter() {
        TimelineLines lines = TimelineLines.started(50_000)
                .embedded("discovery", "spawned", 61_000)
                .embedded("discovery", "ready", 62_000)
                .child("agent", "sidecar", "spawned", 30_000, 12)
                .child("agent", "sidecar", "died", 40_000, 12, "exit 3")
                .next(80_000);

        assertThat(text(lines, COLOUR).replace('\u001b', '^')).isEqualTo("""
                ^[1minit                             ^[0m^[2m0       20      40     60      80 ms^[0m
                  discovery  sidecar  ^[2membedded^[0m   ························▪         ^[32mready^[0m   62 ms
                  agent      sidecar  ^[2mpid 12  ^[0m   ············▪━━━✗···············  ^[31mdied ^[0m   40 ms
                    ^[31mexit 3^[0m
                first next at 80 ms
                """);
    }

    private static String text(TimelineLines lines, Style style) {
        return String.join("\n", lines.view(style).init()) + "\n";
    }
}
