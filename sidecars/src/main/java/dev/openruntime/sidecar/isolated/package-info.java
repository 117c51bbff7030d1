/**
 * A built-in in a process of its own: its main, and the lines that it and the supervisor exchange. Orders come on
 * standard input, reports go to standard output; whatever else is printed goes to standard error.
 *
 * <p>Threads of that process: {@code main} reads orders; {@code calls} starts and flushes the sidecar. The supervisor
 * uses {@link dev.openruntime.sidecar.isolated.Launch}, {@link dev.openruntime.sidecar.isolated.Order} and
 * {@link dev.openruntime.sidecar.isolated.Report} from threads of its own, and only where the configuration says
 * {@code isolation: process}: nothing here is on the start path of others.
 */
@NullMarked
package dev.openruntime.sidecar.isolated;

import org.jspecify.annotations.NullMarked;
