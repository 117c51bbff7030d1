package dev.openruntime.bench;

import java.time.Duration;

/**
 * What a side did while nobody called it.
 *
 * @param watched how long it was watched
 * @param processor the time that its processes spent on processors
 * @param wakeUps how often one of their threads had slept and slept again
 */
public record Rest(Duration watched, Duration processor, long wakeUps) {}
