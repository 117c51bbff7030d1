package dev.openruntime.process;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How willingly a process lets others go first, from -20 to 19. */
final class Niceness {

    private static final int MOST = 19;
    private static final int LEAST = -20;
    private static final int PRIO_PROCESS = 0;

    /** The field of {@code /proc/PID/stat}, counted from behind the name. */
    private static final int FIELD = 16;

    private Niceness() {}

    /** What a child is to have that asks for so much more than the supervisor itself has. */
    static int ofOwnPlus(int more) throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", FIELD + 2);
        return Math.clamp(Long.parseLong(fields[FIELD]) + more, LEAST, MOST);
    }

    /**
     * Sets it for a process with one thread. The JDK has no way to, so this is a foreign-function call, whose first use
     * takes 20 to 100 ms: only for where there is no program {@code nice}. Whether it took effect is for the process to
     * see.
     */
    @SuppressWarnings("restricted") // the signature is the C library's
    static void set(long pid, int niceness) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setpriority = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int _ = (int) setpriority.invokeExact(PRIO_PROCESS, Math.toIntExact(pid), niceness);
        } catch (Throwable e) { // what a method handle declares; this one throws nothing
            throw new IllegalStateException("internal error: cannot call setpriority", e);
        }
    }
}
