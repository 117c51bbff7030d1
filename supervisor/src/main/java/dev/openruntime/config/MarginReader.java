package dev.openruntime.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code deadline.margin}: a duration, or a share such as {@code 10%}. */
final class MarginReader {

    private final Reading reading;

    MarginReader(Reading reading) {
        this.reading = reading;
    }

    @Nullable Margin read(Node node, String path) {
        Node.Scalar scalar = reading.values().scalar(node, path, "a duration such as 500ms, or a share such as 10%");
        if (scalar == null) {
            return null;
        }
        if (!scalar.text().endsWith("%")) {
            Duration duration = reading.values().duration(node, path, false);
            return duration == null ? null : new Margin.Fixed(duration);
        }
        String number = scalar.text().substring(0, scalar.text().length() - 1);
        if (!PlainScalar.isDecimal(number) || number.indexOf('e') >= 0 || number.indexOf('E') >= 0) {
            reading.problems()
                    .add(scalar.place(), path, "cannot read " + Shown.value(scalar) + " as a share; write it as 10%");
            return null;
        }
        double percent = Double.parseDouble(number);
        if (percent <= 0 || percent > DeadlineConfig.MOST_PERCENT) {
            String most = DeadlineConfig.MOST_PERCENT + "%";
            reading.problems().add(scalar.place(), path, "a share must be more than 0% and at most " + most);
            return null;
        }
        return new Margin.Share(percent);
    }
}
