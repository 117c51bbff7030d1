/**
 * The timeline as a person reads it: parses the JSON lines that the supervisor appends to a file, and renders start-up
 * and invocations as rows with bars on one common scale.
 *
 * <p>Everything here is plain computation on the thread that calls, which is the command line's; nothing is shared
 * between threads. Only {@link dev.openruntime.console.TimelineFile} touches a file. The package depends on the JDK and
 * Jackson's streaming parser alone, and the command line is its only caller.
 */
@NullMarked
package dev.openruntime.console;

import org.jspecify.annotations.NullMarked;
