package dev.openruntime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a child uses with all that came of it, at one moment. To measure costs about a millisecond for each process of
 * the machine and of the tree, so that is done on request only.
 *
 * @param processes how many live processes there are
 * @param cpu the processor time they used so far, and that of their ended children that were waited for
 * @param memoryBytes their memory
 * @param proportional whether memory that is shared counts by shares (PSS); else it counts in full for each (RSS),
 *     since the kernel doesn't tell more
 */
public record TreeUsage(int processes, Duration cpu, long memoryBytes, boolean proportional) {

    /** Of what has no process. */
    public static final TreeUsage NONE = new TreeUsage(0, Duration.ZERO, 0, true);

    /** The kernel tells times in hundredths of a second on every architecture that Java runs on. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Fields of {@code /proc/PID/stat}, counted from behind the name: user and system time, own and of children. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /**
     * The trees of children: what descends from them, and what carries their cookies.
     *
     * @param run what the cookies of their supervisor begin with
     * @param pids the children by name, with their process ids as far as they have one
     */
    public static Map<String, TreeUsage> ofChildren(String run, Map<String, OptionalLong> pids) {
        ProcessTable table = ProcessTable.fresh();
        Map<String, TreeUsage> usages = new HashMap<>();
        pids.forEach((name, pid) -> {
            String prefix = run + "-" + name + "-";
            TreeUsage usage = NONE;
            for (long member : table.tree(pid, cookie -> isSpawnOf(prefix, cookie))) {
                usage = usage.plus(of(Path.of("/proc", Long.toString(member))));
            }
            usages.put(name, usage);
        });
        return usages;
    }

    /** This process alone, without its children. */
    public static TreeUsage ofThisProcess() {
        return of(Path.of("/proc/self"));
    }

    /** The name of another child may begin with this one's. */
    private static boolean isSpawnOf(String prefix, String cookie) {
        return cookie.startsWith(prefix)
                && DIGITS.matcher(cookie.substring(prefix.length())).matches();
    }

    private static TreeUsage of(Path process) {
        try {
            Duration cpu = cpu(process);
            OptionalLong proportional = kibibytes(process.resolve("smaps_rollup"), "Pss:");
            OptionalLong memory =
                    proportional.isPresent() ? proportional : kibibytes(process.resolve("status"), "VmRSS:");
            return new TreeUsage(1, cpu, memory.orElse(0) * 1024, proportional.isPresent());
        } catch (IOException e) {
            return NONE; // it has ended since it was found
        }
    }

    private TreeUsage plus(TreeUsage other) {
        return new TreeUsage(
                processes + other.processes,
                cpu.plus(other.cpu),
                memoryBytes + other.memoryBytes,
                proportional && other.proportional);
    }

    private static Duration cpu(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", FIRST_TIME + TIMES + 1);
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return TICK.multipliedBy(ticks);
    }

    /** Empty where the file is not for this process to read, or there is no such line. */
    private static OptionalLong kibibytes(Path file, String label) {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(label)) {
                    String number = line.substring(label.length()).strip().split(" ", 2)[0];
                    return OptionalLong.of(Long.parseLong(number));
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
