/**
 * Workers that live in the tests' own JVM: threads that speak the worker protocol over pipes in memory, quick enough to
 * play every row of a table. What depends on real processes is tested with real processes.
 */
@NullMarked
package dev.openruntime.peer;

import org.jspecify.annotations.NullMarked;
