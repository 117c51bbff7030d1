/** The values that one invocation is made of. Immutable; any thread. */
@NullMarked
package dev.openruntime.invocation;

import org.jspecify.annotations.NullMarked;
