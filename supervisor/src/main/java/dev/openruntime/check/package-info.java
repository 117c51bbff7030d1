/**
 * Holds any worker against the pages of the worker protocol, statement by statement.
 *
 * <p>To read what a statement means in practice, read {@link dev.openruntime.check.Checks}: a check is one short method
 * there, with the numbers it stands for. A check starts the worker anew, speaks with it through {@code CheckedWorker},
 * and kills its tree at the end. The checks look at the raw stream by a reader of their own, which goes on behind bytes
 * that are no frame where the supervisor would give up, so that a person sees what came.
 *
 * <p>Checks run one after the other on the caller's thread; {@code check-out} and {@code check-in} read from and write
 * to the worker, so that a worker which hangs hangs nothing else. Called by the command line.
 */
@NullMarked
package dev.openruntime.check;

import org.jspecify.annotations.NullMarked;
