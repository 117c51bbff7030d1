package dev.openruntime.pipeline;

import java.time.Duration;

/**
 * How a child is flushed.
 *
 * @param within the time that one flush may take, from the moment at which all that are due begin
 * @param when after which responses
 */
public record FlushTerms(Duration within, FlushWhen when) {

    /** After each response, for 100 ms. */
    public static final FlushTerms DEFAULT = new FlushTerms(Duration.ofMillis(100), new FlushWhen.Each());
}
