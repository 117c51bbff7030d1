/**
 * Tests of the command line: whole commands, through the real emulator, against a stand-in for the distribution's
 * bootstrap. Each test runs its command on its own thread or in a JVM of its own; the test runner is the only caller.
 */
@NullMarked
package dev.openruntime.cli;

import org.jspecify.annotations.NullMarked;
