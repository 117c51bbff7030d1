package dev.openruntime.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of Prometheus are read at each flush, and of what counts, only what is new is taken. */
@Timeout(60)
class ScrapeTest {

    private static final String OPEN_METRICS = """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r
            \r
            """;

    private final Page page;
    private final Shown shown;

    ScrapeTest() throws Exception {
        page = new Page();
        shown = new Shown(Map.of("scrape", List.of(Map.of("port", page.port(), "within", "5s", "name", "handler"))));
    }

    @AfterEach
    void end() throws Exception {
        shown.close();
        page.close();
    }

    @Test
    void shouldTakeWhatCountersGrowByAcrossFlushesAndRestartsOfTheProcess() throws Exception {
        page.shows(orders(5, 1000));
        shown.flush();
        page.shows(orders(5, 1000));
        shown.flush();
        page.shows(orders(12, 1000));
        shown.flush();
        assertThat(shown.sum("orders")).isEqualTo(12);

        page.shows(orders(3, 1000)); // less than before: another process, whenever it began
        shown.flush();
        assertThat(shown.sum("orders")).isEqualTo(15);
        page.shows(orders(20, 2000)); // more than before, and yet another one
        shown.flush();

        assertThat(shown.sum("orders")).isEqualTo(35);
        assertThat(shown.values("orders", "target", "handler")).containsExactly(5.0, 7.0, 3.0, 20.0);
    }

    @Test
    void shouldKeepCountAndSumOfHistogramsAndSummaries() throws Exception {
        page.shows("""
                # HELP took_seconds How long it took.
                # TYPE took_seconds histogram
                took_seconds_bucket{shop="berlin",le="0.1"} 2
                took_seconds_bucket{shop="berlin",le="1"} 3
                took_seconds_bucket{shop="berlin",le="+Inf"} 4
                took_seconds_sum{shop="berlin"} 5.15
                took_seconds_count{shop="berlin"} 4
                # TYPE size_bytes summary
                size_bytes{quantile="0.5"} 7
                size_bytes{quantile="0.9"} NaN
                size_bytes_sum 60
                size_bytes_count 6
                # TYPE depth gauge
                depth{queue="a \\"b\\" \\\\ c"} -4.5e1 1395066363000
                untyped_thing 3
                """);

        shown.flush().flush();

        List<Double> took = shown.values("took_seconds", "shop", "berlin");
        assertThat(took).hasSize(4).isSorted();
        assertThat(took.subList(0, 2)).allMatch(value -> value > 0 && value <= 0.1);
        assertThat(took.get(3)).isGreaterThan(1);
        assertThat(shown.sum("took_seconds")).isCloseTo(5.15, within(1e-9));
        assertThat(shown.values("size_bytes", "quantile", "")).containsExactly(10.0, 10.0, 10.0, 10.0, 10.0, 10.0);
        assertThat(shown.values("size_bytes", "quantile", "0.5")).containsExactly(7.0, 7.0);
        assertThat(shown.values("depth", "queue", "a \"b\" \\ c")).containsExactly(-45.0, -45.0);
        assertThat(shown.values("untyped_thing")).containsExactly(3.0, 3.0);
    }

    @Test
    void shouldReadOpenMetricsInChunksAndWhenItsCountersBegan() throws Exception {
        page.answer = OPEN_METRICS + chunked("""
                # TYPE orders counter
                orders_total{shop="a"} 4 # {trace="1"} 0.5
                orders_created{shop="a"} 10.5
                # EOF
                """);
        shown.flush();
        page.answer = OPEN_METRICS + chunked("""
                # TYPE orders counter
                orders_total{shop="a"} 9
                orders_created{shop="a"} 99.5
                # EOF
                """);
        shown.flush();

        assertThat(shown.values("orders")).containsExactly(4.0, 9.0);
        assertThat(shown.values("orders_created")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no HTTP at all\r\n\r\n",
                "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\norders 1\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 19\r\n\r\norders 1\norders one\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4194305\r\n\r\norders 1\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/openmetrics-text\r\n\r\norders 1\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\nzz\r\norders 1\n"
            })
    void shouldTakeNothingOfNonsenseCountItAndTellOnceOfIt(String answer) throws Exception {
        page.answer = answer;

        shown.flush().flush();

        assertThat(shown.values("orders")).isEmpty();
        assertThat(shown.counted("scrapes.failed")).isEqualTo(2);
        assertThat(shown.told())
                .singleElement()
                .asString()
                .startsWith("cannot read the metrics of http://127.0.0.1:" + page.port() + "/metrics: ")
                .endsWith("; from now on this is counted as scrapes.failed");
    }

    @Test
    void shouldReadTheOthersThoughOneHangsAndOneIsNotThere() throws Exception {
        Page gone = new Page();
        gone.close();
        try (Page hanging = new Page()) {
            hanging.hangs = true;
            hanging.answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\norders 1\n";
            page.shows("orders 2\n");
            try (Shown several = new Shown(Map.of(
                    "scrape",
                    List.of(
                            Map.of("port", hanging.port(), "within", "50ms", "name", "hanging"),
                            Map.of("port", gone.port(), "name", "gone"),
                            Map.of("port", page.port(), "within", "10s", "name", "page"))))) {

                several.flush();

                assertThat(several.values("orders")).containsExactly(2.0);
                assertThat(several.counted("scrapes.failed")).isEqualTo(2);
                assertThat(several.told()).hasSize(2).anyMatch(line -> line.contains("it takes too long"));
                assertThat(several.health()).contains("/metrics: 1 series");
            }
        }
    }

    @Test
    void shouldBeBoundedInSeriesAndCountWhatItHasNoRoomFor() throws Exception {
        StringBuilder many = new StringBuilder("# TYPE many counter\n");
        for (int i = 0; i < 10_000; i++) {
            many.append("many{n=\"").append(i).append("\"} 1\n");
        }
        page.shows(many.toString());

        try (Shown small = new Shown(Map.of(
                "limits", Map.of("series", 100), "scrape", List.of(Map.of("port", page.port(), "within", "20s"))))) {
            small.flush().flush();

            assertThat(small.sum("many")).isEqualTo(100);
            assertThat(small.health()).contains("10000 series, no room for 9900");
        }
        shown.flush();
        assertThat(shown.sum("many")).isEqualTo(10_000);
    }

    private static String orders(int count, int began) {
        return "# TYPE orders_total counter\norders_total " + count + "\nprocess_start_time_seconds " + began + "\n";
    }

    private static String chunked(String text) {
        String half = text.substring(0, 20);
        String rest = text.substring(20);
        return Integer.toHexString(half.length()) + "\r\n" + half + "\r\n" + Integer.toHexString(rest.length())
                + ";x=y\r\n" + rest + "\r\n0\r\n\r\n";
    }
}
