package dev.openruntime.check;

/**
 * A statement that was broken, in words for the worker's author.
 *
 * @param expected what the page demands
 * @param came what the worker did; bytes are shown up to the first 200
 * @param mend what to do about it
 */
public record Finding(Statement statement, String expected, String came, String mend) {}
