/**
 * What the tests work with: {@link dev.openruntime.it.bench.Bench} gives each test a folder and ends all that it
 * started, {@link dev.openruntime.it.bench.ScriptedPlatform} is a Runtime API that does what a test tells it to,
 * {@link dev.openruntime.it.bench.Program} is the packaged program at work.
 *
 * <p>Threads: the platform has one daemon thread a connection; everything else runs on the test's thread and blocks it,
 * for a bounded time.
 */
@NullMarked
package dev.openruntime.it.bench;

import org.jspecify.annotations.NullMarked;
