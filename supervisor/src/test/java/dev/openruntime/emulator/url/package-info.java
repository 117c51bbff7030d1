/** Tests of the function URL's two translations. */
@NullMarked
package dev.openruntime.emulator.url;

import org.jspecify.annotations.NullMarked;
