package dev.openruntime.sidecar.metrics.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.metrics.series.Distribution;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.series.Tag;
import dev.openruntime.sidecar.metrics.series.Value;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatsdReaderTest {

    private final SeriesStore store = new SeriesStore(1_000, 1 << 20);
    private final StatsdReader reader = new StatsdReader(store, /* signsMove= */ true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "orders:1|c                      ! COUNTER orders [] 1.0",
                "orders:-2.5|c                   ! COUNTER orders [] -2.5",
                "orders:3|c|@0.1                 ! COUNTER orders [] 30.0",
                "orders:1:2:3|c                  ! COUNTER orders [] 6.0",
                "a.b-c/d e:1e3|c                 ! COUNTER a.b-c/d e [] 1000.0",
                "took:12|ms                      ! TIMER took [] 12.0x1",
                "took:12|ms|@0.5                 ! TIMER took [] 12.0x2",
                "took:2:1:2|ms|#a:b              ! TIMER took [a=b] 1.0x1 2.0x2",
                "size:7|h                        ! HISTOGRAM size [] 7.0x1",
                "size:7|d|@0.25|#b:2,a:1         ! HISTOGRAM size [a=1 b=2] 7.0x4",
                "size:7|d|#b:2,a:1|@0.25         ! HISTOGRAM size [a=1 b=2] 7.0x4",
                "depth:3|g                       ! GAUGE depth [] 3.0",
                "depth:3|g|#url:http://a:80/x?y  ! GAUGE depth [url=http://a:80/x?y] 3.0",
                "depth:3|g|#canary,,x:           ! GAUGE depth [canary= x=] 3.0",
                "users:ada|s                     ! SET users [] [ada]",
                "users:a:b|s|#x:y                ! SET users [x=y] [a:b]",
                "page:1|c|#a:b|c:83c0a99c|T1656581400|e:x ! COUNTER page [a=b] 1.0",
                "read:5|h|u:Bytes                ! HISTOGRAM/Bytes read [] 5.0x1",
                "read:5|c|u:Bytes/Second|#a:b    ! COUNTER/Bytes/Second read [a=b] 5.0",
                "read:5|c|u:Bananas              ! COUNTER read [] 5.0",
                "ümlaut:1|c|#ä:ö                 ! COUNTER ümlaut [ä=ö] 1.0",
            })
    void shouldReadALine(String line, String expected) {
        reader.read(line);

        assertThat(taken()).containsExactly(expected);
        assertThat(reader.malformed()).isZero();
    }

    @Test
    void shouldMoveGaugesByStepsWithASign() {
        reader.read("depth:10|g\ndepth:+5|g\ndepth:-7|g\nfresh:-1|g");

        assertThat(taken()).containsExactly("GAUGE depth [] 8.0", "GAUGE fresh [] -1.0");
    }

    @Test
    void shouldSetGaugesToValuesWithASignInDogStatsd() {
        new StatsdReader(store, /* signsMove= */ false).read("depth:10|g\ndepth:-7|g");

        assertThat(taken()).containsExactly("GAUGE depth [] -7.0");
    }

    @Test
    void shouldReadAllLinesOfADatagram() {
        reader.read("\na:1|c\r\n\nb:2|c\nbroken\na:1|c\n");

        assertThat(taken()).containsExactly("COUNTER a [] 2.0", "COUNTER b [] 2.0");
        assertThat(reader.lines()).isEqualTo(4);
        assertThat(reader.malformed()).isEqualTo(1);
    }

    @Test
    void shouldCountEventsAndServiceChecksAndPassThemOver() {
        reader.read("_e{5,4}:title|text|t:warning|#a:b\n_sc|db|0|m:fine\n_e{1,1}:a|b");

        assertThat(taken()).isEmpty();
        assertThat(reader.passedOver()).isEqualTo(3);
        assertThat(reader.malformed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x:1",
                "x|c",
                ":1|c",
                "x:|c",
                "x:one|c",
                "x:1|q",
                "x:1|",
                "x:NaN|g",
                "x:Infinity|g",
                "x:1d|g",
                "x:0x10|g",
                "x:1e200|g",
                "x:1e108|c|@0.001",
                "x:1::2|ms",
                "x:1:b|ms",
                "x:1|c|@0",
                "x:1|c|@1.5",
                "x:1|c|@",
                "x:1|ms|@0.00001",
                "{\"json\":1}",
            })
    void shouldTakeNothingOfALineThatIsNone(String line) {
        reader.read(line + "\nfine:1|c");

        assertThat(taken()).containsExactly("COUNTER fine [] 1.0");
        assertThat(reader.malformed()).isEqualTo(1);
    }

    @Test
    void shouldShowTheFirstMalformedLine() {
        reader.read("took:a\u0007b|ms\nx");

        assertThat(reader.firstMalformed()).isEqualTo("not a number: \"took:a?b|ms\"");
        assertThat(reader.malformed()).isEqualTo(2);
    }

    @Test
    void shouldNeverThrowWhateverIsSent() {
        Random random = new Random(8);
        String letters = "a:1|c@#,.ms\n-+e{_\u0000ü";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder datagram = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                datagram.append(letters.charAt(random.nextInt(letters.length())));
            }
            reader.read(datagram.toString());
        }

        assertThat(reader.malformed() + reader.passedOver()).isLessThan(reader.lines());
    }

    private List<String> taken() {
        return store.take().stream().map(StatsdReaderTest::inWords).toList();
    }

    private static String inWords(Measured measured) {
        String tags = measured.id().tags().stream()
                .map((Tag tag) -> tag.name() + "=" + tag.value())
                .collect(Collectors.joining(" "));
        String value = switch (measured.value()) {
            case Value.Amount amount -> "" + amount.amount();
            case Value.Members members -> members.members().toString();
            case Value.Observed observed ->
                observed.distribution().steps().stream()
                        .map((Distribution.Step step) -> step.value() + "x" + step.times())
                        .collect(Collectors.joining(" "));
        };
        String unit = measured.id().unit();
        String own = unit.equals(measured.id().kind().unit()) ? "" : "/" + unit;
        return measured.id().kind() + own + " " + measured.id().name() + " [" + tags + "] " + value;
    }
}
