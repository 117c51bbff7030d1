/**
 * Promises that the packaged program keeps, tested from outside: real processes, real sockets, the folder that a user
 * unpacks. No class of the program is on the class path.
 *
 * <p>Tests run on JUnit's thread, one after the other; what they start and how they leave nothing behind is in
 * {@link dev.openruntime.it.bench}.
 */
@NullMarked
package dev.openruntime.it;

import org.jspecify.annotations.NullMarked;
