package dev.openruntime.sidecar.metrics.emf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Kind;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesId;
import dev.openruntime.sidecar.metrics.series.Tag;
import dev.openruntime.sidecar.metrics.series.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmfLinesTest {

    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final EmfSettings PLAIN = new EmfSettings("Shop", List.of(), 60);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void shouldBeOneLineForSeriesWithTheSameTags() throws Exception {
        List<Tag> tags = List.of(new Tag("op", "read"));
        List<Measured> all = List.of(
                counted("orders", 3, tags),
                observed("took", tags, 1.5, 2, 2),
                new Measured(new SeriesId(Kind.GAUGE, "depth", tags), new Value.Amount(0.25)),
                new Measured(new SeriesId(Kind.SET, "users", tags), new Value.Members(Set.of("a", "b"))),
                new Measured(new SeriesId(Kind.HISTOGRAM, "size", "Bytes", tags), new Value.Observed(of(7))));

        EmfLines lines = EmfLines.of(all, new EmfSettings("Shop", List.of(new Tag("service", "cart")), 1), AT);

        assertThat(lines.lines()).hasSize(1);
        assertThat(json.readTree(lines.lines().getFirst().text())).isEqualTo(json.readTree("""
                {"_aws":{"Timestamp":1700000000000,"CloudWatchMetrics":[{"Namespace":"Shop",
                 "Dimensions":[["service","op"]],"Metrics":[
                 {"Name":"orders","Unit":"Count","StorageResolution":1},
                 {"Name":"took","Unit":"Milliseconds","StorageResolution":1},
                 {"Name":"depth","Unit":"None","StorageResolution":1},
                 {"Name":"users","Unit":"Count","StorageResolution":1},
                 {"Name":"size","Unit":"Bytes","StorageResolution":1}]}]},
                 "service":"cart","op":"read","orders":3,"took":[1.5,2,2],"depth":0.25,"users":2,"size":7}"""));
    }

    @Test
    void shouldHaveASetOfNoDimensionsWhereThereAreNoTags() throws Exception {
        JsonNode line = rules(EmfLines.of(List.of(counted("orders", 1, List.of())), PLAIN, AT))
                .getFirst();

        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[]]");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0").has("StorageResolution"))
                .isFalse();
    }

    @Test
    void shouldSplitManyMetricsAndManyValuesAndSendEachOnce() throws Exception {
        List<Measured> all = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            all.add(counted("counter" + i, i, List.of()));
        }
        Random random = new Random(8);
        for (int i = 0; i < 5; i++) {
            Distribution many = new Distribution();
            for (int value = 0; value < 1_234; value++) {
                many.add(random.nextDouble(), 1);
            }
            all.add(new Measured(new SeriesId(Kind.TIMER, "timer" + i, List.of()), new Value.Observed(many)));
        }

        List<JsonNode> lines = rules(EmfLines.of(all, PLAIN, AT));

        for (int i = 0; i < 250; i++) {
            String name = "counter" + i;
            assertThat(lines.stream().filter(line -> line.has(name))).hasSize(1);
        }
        for (int i = 0; i < 5; i++) {
            String name = "timer" + i;
            assertThat(lines.stream().mapToInt(line -> line.path(name).size()).sum())
                    .isEqualTo(1_234);
        }
        assertThat(lines).hasSizeLessThan(20);
    }

    @Test
    void shouldKeepTheRulesWhateverNamesAndTagsAre() throws Exception {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tags.add(new Tag("t" + "ü".repeat(i * 10) + i, "\n\"v\u0000".repeat(i * 20)));
        }
        List<Measured> all = List.of(
                counted("n".repeat(2_000), 1, tags),
                counted("ümlaut\n", 1, tags),
                counted("_aws", 1, tags),
                counted(" ", 1, tags),
                counted("t0", 1, tags),
                counted("same", 1, List.of(new Tag("same", "x"), new Tag("same_", ""), new Tag(":colon", "y"))));

        EmfLines made = EmfLines.of(all, PLAIN, AT);
        List<JsonNode> lines = rules(made);

        assertThat(made.droppedDimensions()).isGreaterThanOrEqualTo(10);
        for (String mended : List.of("n".repeat(255), "_mlaut_", "_aws_", "_", "t0")) {
            assertThat(lines).anyMatch(line -> line.path(mended).isNumber());
        }
        JsonNode last = lines.getLast();
        assertThat(last.path("same").intValue()).isEqualTo(1);
        assertThat(last.path("same_").textValue()).isEqualTo("x");
        assertThat(last.path("same__").textValue()).isEqualTo("true");
        assertThat(last.path("_colon").textValue()).isEqualTo("y");
    }

    @Test
    void shouldPutTwoSeriesThatAreCalledTheSameIntoTwoLines() throws Exception {
        Measured gauge = new Measured(new SeriesId(Kind.GAUGE, "orders", List.of()), new Value.Amount(2));

        List<JsonNode> lines = rules(EmfLines.of(List.of(counted("orders", 1, List.of()), gauge), PLAIN, AT));

        assertThat(lines).extracting(line -> line.path("orders").intValue()).containsExactly(1, 2);
    }

    /** Those of the format, for every line. */
    private List<JsonNode> rules(EmfLines made) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (EmfLine line : made.lines()) {
            assertThat(line.text().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(30 * 1024);
            JsonNode root = json.readTree(line.text());
            JsonNode directive = root.at("/_aws/CloudWatchMetrics/0");
            JsonNode dimensions = directive.at("/Dimensions/0");
            Set<String> members = new HashSet<>(Set.of("_aws"));
            assertThat(directive.at("/Dimensions")).hasSize(1);
            assertThat(dimensions).hasSizeLessThanOrEqualTo(30);
            for (JsonNode dimension : dimensions) {
                assertThat(dimension.textValue()).matches("[ -~]{1,250}").doesNotStartWith(":");
                assertThat(root.path(dimension.textValue()).textValue()).matches("[ -~]{1,1024}");
                assertThat(members.add(dimension.textValue())).isTrue();
            }
            assertThat(directive.at("/Metrics")).hasSizeBetween(1, 100);
            for (JsonNode metric : directive.at("/Metrics")) {
                String name = metric.path("Name").textValue();
                assertThat(name).matches("[ -~]{1,255}");
                JsonNode value = root.path(name);
                assertThat(value.isNumber() || (value.isArray() && value.size() <= 100))
                        .isTrue();
                assertThat(members.add(name)).isTrue();
            }
            assertThat(root).hasSize(members.size());
            lines.add(root);
        }
        return lines;
    }

    private static Measured counted(String name, double amount, List<Tag> tags) {
        return new Measured(new SeriesId(Kind.COUNTER, name, tags), new Value.Amount(amount));
    }

    private static Measured observed(String name, List<Tag> tags, double... values) {
        return new Measured(new SeriesId(Kind.TIMER, name, tags), new Value.Observed(of(values)));
    }

    private static Distribution of(double... values) {
        Distribution distribution = new Distribution();
        for (double value : values) {
            distribution.add(value, 1);
        }
        return distribution;
    }
}
