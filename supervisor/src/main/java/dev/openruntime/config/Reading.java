package dev.openruntime.config;

import java.nio.file.Path;

/**
 * What all readers of sections share while one file is read.
 *
 * @param directory the working directory of all children, absolute
 */
record Reading(Values values, Problems problems, Path directory, BuiltIns builtIns) {}
