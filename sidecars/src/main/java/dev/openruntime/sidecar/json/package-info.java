/**
 * JSON as plain values: maps, lists, texts, numbers, truths. For what built-ins exchange with others; any thread.
 * Loaded only where somebody reads JSON.
 */
@NullMarked
package dev.openruntime.sidecar.json;

import org.jspecify.annotations.NullMarked;
