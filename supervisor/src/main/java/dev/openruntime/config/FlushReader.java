package dev.openruntime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code flush}. */
final class FlushReader {

    private final Reading reading;

    FlushReader(Reading reading) {
        this.reading = reading;
    }

    FlushConfig ofMiddleware(Section middleware) {
        Section section = middleware.section("flush", Keys.STAGE_FLUSH);
        return section == null ? FlushConfig.DEFAULT : flush(section, null);
    }

    Optional<FlushConfig> ofSidecar(Section sidecar) {
        Section section = sidecar.section("flush", Keys.FLUSH);
        if (section == null) {
            return Optional.empty();
        }
        if (sidecar.has("use")) {
            if (section.has("http")) {
                reading.problems()
                        .add(
                                section.keyPlaceOf("http"),
                                section.pathOf("http"),
                                "a built-in is flushed without a request; remove it");
            }
            return Optional.of(flush(section, null));
        }
        if (sidecar.has("command")) {
            section.required("http");
        }
        Section http = section.section("http", Keys.FLUSH_HTTP);
        return Optional.of(flush(section, http == null ? null : new HttpReader(reading).flush(http)));
    }

    private FlushConfig flush(Section section, @Nullable HttpRequest request) {
        Duration within = section.duration("within", FlushConfig.DEFAULT.within());
        return new FlushConfig(Optional.ofNullable(request), within, when(section));
    }

    private FlushWhen when(Section flush) {
        if (flush.node("when") instanceof Node.Mapping) {
            Section section = flush.section("when", Keys.FLUSH_WHEN);
            if (section == null) {
                return FlushConfig.DEFAULT.when();
            }
            section.required("every");
            return section.duration("every")
                    .<FlushWhen>map(FlushWhen.Every::new)
                    .orElseGet(FlushWhen.Each::new);
        }
        return switch (flush.word("when", Moment.EACH, Moment.values(), List.of())) {
            case EACH -> new FlushWhen.Each();
            case ADAPTIVE -> new FlushWhen.Adaptive();
            case SHUTDOWN -> new FlushWhen.Shutdown();
        };
    }

    /** What needs no more words. */
    private enum Moment implements Word {
        EACH("each"),
        ADAPTIVE("adaptive"),
        SHUTDOWN("shutdown");

        private final String word;

        Moment(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
