/**
 * The two translations of a function URL, both pure: an HTTP request into an event of payload format 2.0, and a
 * function's answer into an HTTP response. Called by the emulator's function URL, on the thread of the request.
 */
@NullMarked
package dev.openruntime.emulator.url;

import org.jspecify.annotations.NullMarked;
