package dev.openruntime.sidecar.metrics.intake;

/**
 * What a sum is a sum of.
 *
 * @param source who says it: the same for what one process says of one thing
 * @param isTotal whether it is all since the source began; else it is what came since it last said so
 * @param since when the source began, on whatever scale; 0 where nobody says
 * @param at when it was so, on the same scale; 0 where nobody says
 * @param isNew whether the source is known to have begun when somebody was here to take all it says
 */
public record Span(String source, boolean isTotal, long since, long at, boolean isNew) {}
