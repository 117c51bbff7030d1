package dev.openruntime.config;

import java.nio.file.Path;

/**
 * What all readers of sections share while one file is read.
 *
 * @param merged whether it came from several files
 * @param directory the working directory of all children, absolute
 */
record Reading(Values values, Problems problems, boolean merged, Path directory, BuiltIns builtIns) {}
