/**
 * Measures functions under the emulator: cold starts, warm invocations by the caller's clock, processor time, memory
 * and rest, of one side or of two in alternation, so that what else the machine does falls on both.
 *
 * <p>To read what is measured when, read {@link dev.openruntime.bench.Benchmark}. Everything runs on the thread that
 * calls it, which is the command line's; the function's log arrives on the emulator's threads. What a side is, and how
 * it is opened, is the caller's business; processes are read from {@code /proc}.
 */
@NullMarked
package dev.openruntime.bench;

import org.jspecify.annotations.NullMarked;
