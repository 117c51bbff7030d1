package dev.openruntime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code logs}: a word, or a mapping with {@code file}. */
final class LogsReader {

    private final Reading reading;

    LogsReader(Reading reading) {
        this.reading = reading;
    }

    LogsConfig read(Section child) {
        if (!(child.node("logs") instanceof Node.Mapping)) {
            return switch (child.word("logs", Route.PLATFORM, Route.values(), List.of())) {
                case PLATFORM -> new LogsConfig.Platform();
                case NONE -> new LogsConfig.None();
            };
        }
        Section section = child.section("logs", Keys.LOGS);
        if (section == null) {
            return new LogsConfig.Platform();
        }
        Optional<ByteSize> max = section.size("max", false);
        section.required("file");
        Path file = new PathReader(reading).path(section, "file");
        return file == null ? new LogsConfig.Platform() : new LogsConfig.File(file, max.orElse(LogsConfig.File.MAX));
    }

    /** What needs no more words. */
    private enum Route implements Word {
        PLATFORM("platform"),
        NONE("none");

        private final String word;

        Route(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
