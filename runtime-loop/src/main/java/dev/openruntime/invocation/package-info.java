/**
 * The values that one invocation is made of: what came in, what goes out, and until when. All of them are immutable and
 * may be used by any thread; none of them does I/O.
 */
@NullMarked
package dev.openruntime.invocation;

import org.jspecify.annotations.NullMarked;
