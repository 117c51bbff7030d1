/** Tests of what a benchmark computes from what it measured. */
@NullMarked
package dev.openruntime.bench;

import org.jspecify.annotations.NullMarked;
