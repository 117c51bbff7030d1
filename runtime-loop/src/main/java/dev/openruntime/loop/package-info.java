/**
 * The invocation loop: next, pipeline, post, flush, for ever. Runs on one thread, the invocation's; knows sources only
 * by {@link dev.openruntime.loop.Source}.
 */
@NullMarked
package dev.openruntime.loop;

import org.jspecify.annotations.NullMarked;
