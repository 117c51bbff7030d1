@NullMarked
package dev.openruntime.testing;

import org.jspecify.annotations.NullMarked;
