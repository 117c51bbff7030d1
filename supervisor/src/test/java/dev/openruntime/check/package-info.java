/** Tests of the worker check, with real workers in Python. */
@NullMarked
package dev.openruntime.check;

import org.jspecify.annotations.NullMarked;
