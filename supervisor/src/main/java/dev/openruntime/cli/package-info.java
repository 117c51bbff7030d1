/**
 * The command line: everything that a person types but {@code run}. Starts the emulator in this JVM and the supervisor
 * under it as a process of its own, follows its timeline, and shows both.
 *
 * <p>A command runs on {@code main}; the function's log arrives on the emulator's threads; an orderly stop asked for by
 * a signal runs on the thread {@code stop}. Only {@link dev.openruntime.cli.Cli} is public, and only the program's main
 * calls it. picocli is used here and nowhere else, and nothing here is loaded for {@code run}.
 *
 * <p>Standard output holds the answer alone: the response, or the JSON document. All else goes to standard error.
 */
@NullMarked
package dev.openruntime.cli;

import org.jspecify.annotations.NullMarked;
