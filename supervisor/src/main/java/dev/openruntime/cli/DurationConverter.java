package dev.openruntime.cli;

import dev.openruntime.config.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as the configuration writes them: {@code 250ms}, {@code 1.5s}, {@code 2m}. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        return DurationText.read(value)
                .orElseThrow(() -> new TypeConversionException(
                        "cannot read \"" + value + "\" as a duration; write it as 500ms, 3s or 2m"));
    }
}
