package dev.openruntime.worker;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a worker is there for, and so which hooks it may offer. */
public enum Role {
    HANDLER,
    MIDDLEWARE;

    Set<Hook> hooks() {
        return switch (this) {
            case HANDLER -> EnumSet.of(Hook.HANDLE);
            case MIDDLEWARE -> EnumSet.complementOf(EnumSet.of(Hook.HANDLE));
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
