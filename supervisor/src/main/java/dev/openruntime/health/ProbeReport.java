package dev.openruntime.health;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a probe at one moment.
 *
 * @param kind what kind of target: {@code http}, {@code tcp}, {@code unix} or {@code exec}
 * @param target what is asked, for a person
 * @param verdict by its thresholds
 * @param since when the verdict came to be; when the probe was started while that is {@link Verdict#UNKNOWN}
 * @param last the latest answer, which need not agree with the verdict; empty before the first
 * @param failures how many in a row, up to now
 * @param successes how many in a row, up to now
 */
public record ProbeReport(
        String kind,
        String target,
        Verdict verdict,
        Instant since,
        Optional<Answer> last,
        int failures,
        int successes) {}
