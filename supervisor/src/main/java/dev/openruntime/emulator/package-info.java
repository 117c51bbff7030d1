/**
 * The local stand-in for the platform: it starts external extensions and a bootstrap command as the platform does,
 * serves them the Runtime API, the Extensions API and (from the sub-package) the Telemetry and the Logs API, and serves
 * callers the Invoke API and a function URL.
 *
 * <p>{@link dev.openruntime.emulator.Emulator} is the only entry. Inside, one platform thread ({@code Sandbox}) runs
 * init and invocations one after the other; every HTTP request has a virtual thread of its own, and one Netty event
 * loop moves the bytes. Events that nobody waits for are followed by a virtual thread each ({@code EventQueue}). What a
 * request may do at which moment is decided by two pure tables ({@code RuntimeState}, {@code ExtensionState});
 * {@code Session} holds their present states, under one lock, for one life of the bootstrap.
 *
 * <p>This package uses no other package of the project, so that what it answers owes nothing to what it tests.
 */
@NullMarked
package dev.openruntime.emulator;

import org.jspecify.annotations.NullMarked;
