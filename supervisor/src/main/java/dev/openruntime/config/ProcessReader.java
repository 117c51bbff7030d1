package dev.openruntime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads how a process is set up before its program runs: {@code directory}, {@code nice}, {@code umask}, limits. */
final class ProcessReader {

    private static final int MOST_NICE = 19;

    /** Standard input, output and error. */
    private static final int LEAST_FILES = 3;

    private static final int MOST_OF_ANYTHING = 1_048_576;

    private final Reading reading;

    ProcessReader(Reading reading) {
        this.reading = reading;
    }

    /** Whether a child says anything of it, so that most files pay nothing for it. */
    static boolean isAsked(Section child) {
        return child.has("directory") || child.has("nice") || child.has("umask") || child.has("limits");
    }

    ProcessConfig read(Section child) {
        Path directory = new PathReader(reading).path(child, "directory");
        return new ProcessConfig(
                directory == null ? reading.directory() : directory,
                child.whole("nice", 0, MOST_NICE),
                umask(child),
                limits(child));
    }

    private Optional<String> umask(Section child) {
        String text = child.text("umask");
        if (text == null) {
            return Optional.empty();
        }
        boolean octal = text.length() == 3 || (text.length() == 4 && text.charAt(0) == '0');
        for (int at = 0; at < text.length(); at++) {
            octal &= text.charAt(at) >= '0' && text.charAt(at) <= '7';
        }
        if (!octal) {
            reading.problems()
                    .add(
                            child.placeOf("umask"),
                            child.pathOf("umask"),
                            "cannot read " + Shown.quoted(text) + " as a umask; write three octal digits, \"027\"");
            return Optional.empty();
        }
        return Optional.of(text.substring(text.length() - 3));
    }

    private LimitsConfig limits(Section child) {
        Section section = child.section("limits", Keys.LIMITS);
        if (section == null) {
            return LimitsConfig.NONE;
        }
        return new LimitsConfig(
                section.whole("openFiles", LEAST_FILES, MOST_OF_ANYTHING),
                section.whole("processes", 1, MOST_OF_ANYTHING),
                section.size("addressSpace", false),
                cpu(section),
                section.size("coreSize", true),
                section.size("fileSize", true));
    }

    /** The kernel counts whole seconds. */
    private Optional<Duration> cpu(Section limits) {
        Optional<Duration> cpu = limits.duration("cpu");
        if (cpu.isPresent() && cpu.get().toMillis() % 1_000 != 0) {
            reading.problems()
                    .add(
                            limits.placeOf("cpu"),
                            limits.pathOf("cpu"),
                            "must be whole seconds, since the kernel counts these; it is "
                                    + DurationText.write(cpu.get()));
        }
        return cpu;
    }
}
