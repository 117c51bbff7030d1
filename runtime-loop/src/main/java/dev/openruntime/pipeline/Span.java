package dev.openruntime.pipeline;

/**
 * One step of an invocation and the time that it took.
 *
 * @param hook {@code before}, {@code handle}, …, or {@code post}, {@code flush}
 * @param stage the child concerned
 * @param startNanos on the {@link System#nanoTime()} scale
 * @param endNanos likewise
 * @param result the action that was answered, or what kept it from being answered: {@code timeout}, {@code died}, …
 */
public record Span(String hook, String stage, long startNanos, long endNanos, String result) {}
