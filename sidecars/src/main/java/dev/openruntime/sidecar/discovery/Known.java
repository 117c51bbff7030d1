package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one source: the last that it said, and whether it could be asked since. Immutable.
 *
 * @param reading the last; an empty one before the first
 * @param confirmed when the source last said so; none: never
 * @param failure why it could not be asked lately; none: it could
 * @param failed when that was; of no meaning without a failure
 */
record Known(Reading reading, Optional<Moment> confirmed, Optional<String> failure, Optional<Moment> failed) {

    /** For so long a source that failed isn't asked again. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static final Known NOTHING =
            new Known(new Reading(Map.of(), Duration.ZERO, 0), Optional.empty(), Optional.empty(), Optional.empty());

    Known confirmed(Reading now, Moment when) {
        return new Known(now, Optional.of(when), Optional.empty(), Optional.empty());
    }

    /** What was known stays known. */
    Known failed(String why, Moment when) {
        return new Known(reading, confirmed, Optional.of(why), Optional.of(when));
    }

    /** Whether the source has to be asked before an answer is given. */
    boolean isOld() {
        if (failed.isPresent()) {
            return failed.get().age().compareTo(RETRY_AFTER) >= 0;
        }
        return confirmed.isEmpty() || confirmed.get().age().compareTo(reading.goodFor()) >= 0;
    }

    /** Whether it will be old soon, so that it is worth asking beside an answer from memory. */
    boolean isAging() {
        Duration most = reading.goodFor().dividedBy(4).multipliedBy(3);
        return failed.isEmpty()
                && confirmed.isPresent()
                && confirmed.get().age().compareTo(most) >= 0;
    }

    /** For how long nobody has confirmed it; zero for what can't change. */
    Duration age() {
        return confirmed.isEmpty() || reading.goodFor().equals(Reading.FOREVER)
                ? Duration.ZERO
                : confirmed.get().age();
    }

    List<Endpoint> endpoints(String service) {
        return reading.services().getOrDefault(service, List.of());
    }
}
