/** Tests of the console: whole blocks of expected text. One thread; the test runner is the only caller. */
@NullMarked
package dev.openruntime.console;

import org.jspecify.annotations.NullMarked;
