/**
 * The list of built-in sidecars: names, the check of their settings, their creation.
 *
 * <p>Called by the supervisor's configuration and wiring, from any thread. A built-in's classes are loaded when it is
 * checked or created, those of the others never.
 */
@NullMarked
package dev.openruntime.sidecar.catalog;

import org.jspecify.annotations.NullMarked;
