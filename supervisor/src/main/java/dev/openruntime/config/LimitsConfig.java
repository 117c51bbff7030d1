package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits of the kernel on a process and all that it starts, each process by itself; none: as the supervisor has it.
 *
 * @param openFiles descriptors at a time, at least 3
 * @param processes processes and threads of the same user at a time, at least 1
 * @param addressSpace memory that may be mapped, more than zero
 * @param cpu processor time until it is ended, in whole seconds, at least 1
 * @param coreSize of the file that is written when it crashes; zero: none is
 * @param fileSize of any file that it writes
 */
public record LimitsConfig(
        OptionalInt openFiles,
        OptionalInt processes,
        Optional<ByteSize> addressSpace,
        Optional<Duration> cpu,
        Optional<ByteSize> coreSize,
        Optional<ByteSize> fileSize) {

    /** No limit but those that the supervisor has itself. */
    public static final LimitsConfig NONE = new LimitsConfig(
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Whether nothing is limited. */
    public boolean isNone() {
        return openFiles.isEmpty()
                && processes.isEmpty()
                && addressSpace.isEmpty()
                && cpu.isEmpty()
                && coreSize.isEmpty()
                && fileSize.isEmpty();
    }
}
