@NullMarked
package dev.openruntime.admin;

import org.jspecify.annotations.NullMarked;
