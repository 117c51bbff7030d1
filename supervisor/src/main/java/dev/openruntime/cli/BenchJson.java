package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.bench.ColdStart;
import dev.openruntime.bench.Plan;
import dev.openruntime.bench.ProcessUse;
import dev.openruntime.bench.SideFindings;
import dev.openruntime.bench.Spread;
import dev.openruntime.bench.Times;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Writes the figures of a benchmark as one JSON document: {@code eventBytes}, {@code sides} (each with {@code cold},
 * {@code warm}, {@code memory}, {@code idle}, {@code summary} of its steps, {@code failed}), {@code comparison} of two.
 */
final class BenchJson {

    private static final int DIGITS = 4;
    private static final int[] PERCENTS = {50, 90, 99};

    private final JsonGenerator json;

    private BenchJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(OutputStream out, Plan plan, List<SideFindings> sides) throws IOException {
        try (JsonGenerator json = JsonText.writer(out)) {
            json.writeStartObject();
            json.writeNumberField("eventBytes", plan.request().payload().length);
            json.writeArrayFieldStart("sides");
            for (SideFindings side : sides) {
                new BenchJson(json).side(side);
            }
            json.writeEndArray();
            if (sides.size() == 2) {
                new BenchJson(json).comparison(sides.get(0), sides.get(1));
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void side(SideFindings side) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", side.side().name());
        json.writeStringField("what", side.side().what());
        json.writeNumberField("failed", side.failures().count());
        if (side.failures().first().isPresent()) {
            json.writeStringField("firstFailure", side.failures().first().get());
        }
        if (!side.cold().isEmpty()) {
            json.writeObjectFieldStart("cold");
            starts("firstNext", side.cold(), ColdStart::next);
            starts("firstResponse", side.cold(), ColdStart::response);
            starts("end", side.cold(), ColdStart::end);
            json.writeEndObject();
        }
        if (!side.rounds().isEmpty()) {
            warm(side);
        }
        json.writeEndObject();
    }

    private void starts(String name, List<ColdStart> cold, Function<ColdStart, Duration> figure) throws IOException {
        Times times = Times.of(cold.stream().map(figure).toList());
        json.writeObjectFieldStart(name);
        TimelineJson.ms(json, "minMs", times.min());
        TimelineJson.ms(json, "p50Ms", times.median());
        TimelineJson.ms(json, "maxMs", times.max());
        json.writeEndObject();
    }

    private void warm(SideFindings side) throws IOException {
        json.writeObjectFieldStart("warm");
        json.writeNumberField("warmUp", side.warmUp());
        json.writeNumberField("rounds", side.rounds().size());
        times(side.calls());
        TimelineJson.ms(json, "processorMs", side.processor());
        json.writeEndObject();
        json.writeArrayFieldStart("memory");
        for (ProcessUse use : side.memory()) {
            json.writeStartObject();
            json.writeStringField("name", use.name());
            json.writeNumberField("pid", use.pid());
            json.writeNumberField("bytes", use.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (side.rest().isPresent()) {
            json.writeObjectFieldStart("idle");
            TimelineJson.ms(json, "ms", side.rest().get().watched());
            TimelineJson.ms(json, "processorMs", side.rest().get().processor());
            json.writeNumberField("wakeUps", side.rest().get().wakeUps());
            json.writeEndObject();
        }
        if (side.steps().isPresent()) {
            json.writeObjectFieldStart("withTimeline");
            times(side.steps().get().calls());
            if (!side.steps().get().summary().isEmpty()) {
                TimelineJson.summary(json, side.steps().get().summary().rows());
            }
            json.writeEndObject();
        }
    }

    private void times(Times times) throws IOException {
        json.writeNumberField("count", times.count());
        for (int percent : PERCENTS) {
            TimelineJson.ms(json, "p" + percent + "Ms", times.percentile(percent));
        }
        TimelineJson.ms(json, "maxMs", times.max());
    }

    private void comparison(SideFindings one, SideFindings other) throws IOException {
        json.writeObjectFieldStart("comparison");
        if (!one.cold().isEmpty()) {
            compared("firstNext", starts(one, ColdStart::next), starts(other, ColdStart::next));
            compared("firstResponse", starts(one, ColdStart::response), starts(other, ColdStart::response));
            compared("end", starts(one, ColdStart::end), starts(other, ColdStart::end));
        }
        if (!one.rounds().isEmpty()) {
            for (int percent : PERCENTS) {
                compared("p" + percent, rounds(one, percent), rounds(other, percent));
            }
            if (other.processor().isPositive()) {
                number(
                        "processorRatio",
                        (double) one.processor().toNanos()
                                / (double) other.processor().toNanos());
            }
            if (other.bytes() > 0) {
                number("memoryRatio", (double) one.bytes() / (double) other.bytes());
            }
        }
        json.writeEndObject();
    }

    private static List<Duration> starts(SideFindings side, Function<ColdStart, Duration> figure) {
        return side.cold().stream().map(figure).toList();
    }

    private static List<Duration> rounds(SideFindings side, int percent) {
        return side.rounds().stream().map(round -> round.percentile(percent)).toList();
    }

    private void compared(String name, List<Duration> one, List<Duration> other) throws IOException {
        Spread ratio = Spread.ofRatios(one, other);
        Spread more = Spread.ofDifferences(one, other);
        json.writeObjectFieldStart(name);
        number("ratio", ratio.median());
        number("ratioLow", ratio.low());
        number("ratioHigh", ratio.high());
        millis("differenceMs", more.median());
        millis("differenceLowMs", more.low());
        millis("differenceHighMs", more.high());
        json.writeEndObject();
    }

    private void millis(String name, double nanos) throws IOException {
        TimelineJson.ms(json, name, Duration.ofNanos(Math.round(nanos)));
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(BigDecimal.valueOf(value)
                .setScale(DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString());
    }
}
