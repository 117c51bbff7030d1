package dev.openruntime.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/** Reads the waits before further tries: {@code 1m,2m}, or {@code none}. */
final class RetryWaitsConverter implements ITypeConverter<RetryWaitsConverter.Waits> {

    private final DurationConverter durations = new DurationConverter();

    /** In order. */
    record Waits(List<Duration> each) {}

    @Override
    public Waits convert(String value) {
        List<Duration> waits = new ArrayList<>();
        if (!value.equals("none")) {
            for (String wait : value.split(",", -1)) {
                waits.add(durations.convert(wait.strip()));
            }
        }
        return new Waits(List.copyOf(waits));
    }
}
