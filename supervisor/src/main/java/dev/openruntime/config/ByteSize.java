package dev.openruntime.config;

import org.jspecify.annotations.Nullable;

/**
 * An amount of bytes, written {@code 512KiB}, {@code 10MiB}, {@code 2GiB} or {@code 0}.
 *
 * @param bytes zero or a multiple of 1,024
 */
public record ByteSize(long bytes) {

    private static final int MOST_DIGITS = 8;
    private static final long KIB = 1024;

    /** Null if that isn't what the text is. */
    static @Nullable ByteSize parse(String text) {
        int unit = 0;
        while (unit < text.length() && text.charAt(unit) >= '0' && text.charAt(unit) <= '9') {
            unit++;
        }
        long unitBytes = switch (text.substring(unit)) {
            case "KiB" -> KIB;
            case "MiB" -> KIB * KIB;
            case "GiB" -> KIB * KIB * KIB;
            default -> 0;
        };
        if (text.equals("0")) {
            return new ByteSize(0);
        }
        return unit == 0 || unit > MOST_DIGITS || unitBytes == 0
                ? null
                : new ByteSize(Long.parseLong(text, 0, unit, 10) * unitBytes);
    }

    /** The same in units of 1,024 bytes, which shells count limits in. */
    public long kibibytes() {
        return bytes / KIB;
    }

    /** As it would be written in a file. */
    @Override
    public String toString() {
        if (bytes == 0) {
            return "0";
        }
        if (bytes % (KIB * KIB * KIB) == 0) {
            return bytes / (KIB * KIB * KIB) + "GiB";
        }
        return bytes % (KIB * KIB) == 0 ? bytes / (KIB * KIB) + "MiB" : bytes / KIB + "KiB";
    }
}
