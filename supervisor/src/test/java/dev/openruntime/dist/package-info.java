/** Tests of what is shipped around the jars: the scripts and the folder they live in, run as users run them. */
@NullMarked
package dev.openruntime.dist;

import org.jspecify.annotations.NullMarked;
