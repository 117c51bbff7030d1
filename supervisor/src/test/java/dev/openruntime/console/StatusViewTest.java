package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StatusViewTest {

    private static final String USAGE = "\"usage\":{\"processes\":2,\"cpuMs\":1230,\"memoryBytes\":50331648}";
    private static final String NO_USAGE = "\"usage\":{\"processes\":0,\"cpuMs\":0,\"memoryBytes\":0}";
    private static final String LONG_REASON = "cannot bind 4317, which is a port that some other process has taken";

    private static final String DOCUMENT =
            """
            {"ok":false,"supervisor":{"pid":4700,"version":"1","function":"shop","folder":"/var/task",
             "state":"serving","uptimeMs":2460000,"invocations":1204,"failures":2,"overheadMs":{"p50":0.4,"p99":2.0},
             "usage":{"processes":1,"cpuMs":4321,"memoryBytes":63963136}},
             "children":[
              {"name":"handler","role":"handler","kind":"process","required":true,"ok":true,"state":"ready",
               "sinceMs":3000,"why":"","pid":4711,"spawns":2,"deaths":0,
               "replaced":{"count":1,"at":"2026-11-23T06:12:04Z","reason":"timeout"},"lastLines":[],$USAGE},
              {"name":"agent","role":"sidecar","kind":"process","required":true,"ok":false,"state":"backoff",
               "sinceMs":400,"why":"…","spawns":4,"deaths":4,"nextSpawnInMs":1600,
               "lastDeath":{"at":"2026-11-23T06:12:04Z","cause":"exited","reason":"exit 1","lastLines":[]},
               "lastLines":["1","2","3","4","$LONG\\u001b[31m","last"],$NO_USAGE},
              {"name":"helper","role":"sidecar","kind":"process","required":false,"ok":false,"state":"starting",
               "sinceMs":90000,"why":"$LONG","pid":4713,"spawns":1,"deaths":0,"lastLines":[],$USAGE},
              {"name":"discovery","role":"sidecar","kind":"embedded","required":true,"ok":true,"state":"ready",
               "sinceMs":7380000,"why":"127.0.0.1:1 knows orders and many others","spawns":1,"deaths":0},
              {"name":"migrate","role":"sidecar","kind":"process","required":true,"ok":true,"state":"completed",
               "sinceMs":300000000,"why":"…","spawns":1,"deaths":0,"future":[{"a":[1,null,true]}],$NO_USAGE}
             ]}
            """.replace("$USAGE", USAGE).replace("$NO_USAGE", NO_USAGE).replace("$LONG", LONG_REASON);

    @Test
    void shouldShowWhatIsWrongAtAGlance() throws IOException {
        assertThat(render(new Style(false, true, 80))).isEqualTo("""
                supervisor   serving    41 min      1,204 invocations, 2 failed,…   4.3 s  61 MB
                  handler    ready      3.0 s       replaced once: timeout at 06…   1.2 s  48 MB
                  agent      backoff    1.6 s left  died 4 times, last: exit 1          –      –
                    │ 2
                    │ 3
                    │ 4
                    │ cannot bind 4317, which is a port that some other process has taken [31m
                    │ last
                  helper     starting   90 s                                        1.2 s  48 MB
                    cannot bind 4317, which is a port that some other process has taken
                  discovery  ready      2 h         127.0.0.1:1 knows orders and…
                  migrate    completed  3 d         has done its work                   –      –
                """);
    }

    @Test
    void shouldShowMoreWhereThereIsRoom() throws IOException {
        assertThat(render(new Style(false, true, 130))).isEqualTo("""
                supervisor                      pid 4700     serving    41 min      1,204 invocations, 2 failed, overhead p50 0.40…   4.3 s  61 MB
                  handler    handler            pid 4711     ready      3.0 s       replaced once: timeout at 06:12:04                1.2 s  48 MB
                  agent      sidecar                         backoff    1.6 s left  died 4 times, last: exit 1                            –      –
                    │ 2
                    │ 3
                    │ 4
                    │ cannot bind 4317, which is a port that some other process has taken [31m
                    │ last
                  helper     sidecar, optional  pid 4713     starting   90 s                                                          1.2 s  48 MB
                    cannot bind 4317, which is a port that some other process has taken
                  discovery  sidecar            embedded     ready      2 h         127.0.0.1:1 knows orders and many others
                  migrate    sidecar                         completed  3 d         has done its work                                     –      –
                """);
    }

    @Test
    void shouldColourByWhatItMeans() throws IOException {
        assertThat(render(new Style(true, false, 80)))
                .contains(
                        "\u001b[31mbackoff  \u001b[0m", "\u001b[33mstarting \u001b[0m", "\u001b[32mready    \u001b[0m")
                .doesNotContain("\u001b[31m ");
    }

    @Test
    void shouldRefuseWhatIsNoStatus() {
        assertThatThrownBy(() -> SupervisorStatus.read("[1]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SupervisorStatus.read("{\"a\":")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SupervisorStatus.read("")).isInstanceOf(IOException.class);
    }

    private static String render(Style style) throws IOException {
        StringBuilder text = new StringBuilder();
        StatusView.render(SupervisorStatus.read(DOCUMENT), style, ZoneOffset.UTC)
                .forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }
}
