package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.worker.MetricNote;
import dev.openruntime.worker.MetricNote.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MetricNotesTest {

    @Test
    void shouldSayInStatsdWhatWasMeasured() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("shop", "berlin");
        tags.put("url", "http://a:80/b");

        assertThat(lines(Kind.COUNTER, List.of(1.0), "", Map.of())).isEqualTo("m:1.0|c");
        assertThat(lines(Kind.TIMER, List.of(1.0, 2.5), "Seconds", tags))
                .isEqualTo("m:1.0:2.5|ms|u:Seconds|#shop:berlin,url:http://a:80/b");
        assertThat(lines(Kind.HISTOGRAM, List.of(-1.0), "", Map.of())).isEqualTo("m:-1.0|h");
        assertThat(lines(Kind.GAUGE, List.of(1.0, 7.0), "", Map.of())).isEqualTo("m:7.0|g");
        assertThat(lines(Kind.GAUGE, List.of(-7.0), "", Map.of())).isEqualTo("m:0|g\nm:-7.0|g");
        assertThat(MetricNotes.lines(new MetricNote("users", Kind.SET, List.of(), "ada:b", "", Map.of())))
                .isEqualTo("users:ada:b|s");
    }

    @Test
    void shouldLetNoNameOrTagBreakTheLine() {
        assertThat(MetricNotes.lines(new MetricNote(
                        "_e{a:b|c\nd,", Kind.COUNTER, List.of(1.0), "", "x|y", Map.of("k:|,", "v:|,\n"))))
                .isEqualTo("_e_a_b_c_d_:1.0|c|u:x_y|#k___:v:___");
    }

    @Test
    void shouldTellWhetherAnybodyTakesIt() {
        MetricNote note = new MetricNote("m", Kind.COUNTER, List.of(1.0), "", "", Map.of());
        List<String> taken = new ArrayList<>();

        assertThat(new MetricNotes(Optional.empty()).take(note)).isFalse();
        assertThat(new MetricNotes(Optional.of(taken::add)).take(note)).isTrue();
        assertThat(taken).containsExactly("m:1.0|c");
    }

    private static String lines(Kind kind, List<Double> values, String unit, Map<String, String> tags) {
        return MetricNotes.lines(new MetricNote("m", kind, values, "", unit, tags));
    }
}
