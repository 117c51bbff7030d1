package dev.openruntime.process;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The processes of the machine at one moment: who descends from whom, and who carries which cookie. Zombies are left
 * out; they are dead and only their parents can do anything about them.
 */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final Path SELF = PROC.resolve("self");

    /** Fields of {@code /proc/PID/stat}, counted from behind the name. */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int FLAGS = 6;
    private static final int STARTED = 19;
    private static final long KERNEL_THREAD = 0x0020_0000;

    private static final byte[] NEEDLE = (Cookie.VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);

    /** More than the kernel lets an environment have on a stack of the usual size. */
    private static final int MAX_ENVIRONMENT_BYTES = 4 << 20;

    /**
     * A process in the middle of {@code execve} has no environment for some microseconds, and for much longer where it
     * has to wait for a processor. First and last pause before it is read again; each is twice the one before.
     */
    private static final long EXEC_NANOS = 500_000;

    private static final long LONGEST_EXEC_NANOS = 16_000_000;

    /** Where several ask at the same time, more are about to: one table for all costs less than one for each few. */
    private static final long GATHERING_NANOS = 5_000_000;

    private static final Object SCANNING = new Object();
    private static final AtomicLong asked = new AtomicLong();

    /** Those that have no environment, and not for an exec. */
    private static Set<Living> bare = Set.of(); // guarded by SCANNING

    private static ProcessTable latest = new ProcessTable(); // guarded by SCANNING
    private static long latestCovers; // guarded by SCANNING

    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<Long, String> cookies = new HashMap<>();
    private final Set<Long> alive = new HashSet<>();
    private final Set<Living> blank = new HashSet<>();
    private final List<Long> unreadable = new ArrayList<>();
    private byte[] buffer = new byte[8192];
    private long ownStart;

    /** One process: the kernel gives its id to another one day. */
    private record Living(long pid, long started) {}

    private ProcessTable() {}

    /** A table read after this call began. Threads that ask at the same time share one. */
    static ProcessTable fresh() {
        long ticket = asked.incrementAndGet();
        synchronized (SCANNING) {
            if (latestCovers < ticket) {
                if (asked.get() - latestCovers > 1) {
                    LockSupport.parkNanos(GATHERING_NANOS);
                }
                latestCovers = asked.get();
                latest = read();
            }
            return latest;
        }
    }

    private static ProcessTable read() {
        ProcessTable table = new ProcessTable();
        table.readOwnStart();
        String[] names = PROC.toFile().list();
        if (names == null) {
            throw new UncheckedIOException(new IOException("cannot list " + PROC));
        }
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                table.readProcess(Long.parseLong(name));
            }
        }
        table.readBlankOnesAgain();
        table.buffer = new byte[0];
        return table;
    }

    /** Whether there is such a process, and it is no zombie. */
    boolean isAlive(long pid) {
        return alive.contains(pid);
    }

    /** Processes of our own user, younger than this one, that could not be asked for their cookies. */
    List<Long> unreadable() {
        return unreadable;
    }

    /**
     * All that descends from a root or from a process with a fitting cookie, themselves included; never this process.
     */
    Set<Long> tree(OptionalLong root, Predicate<String> cookie) {
        ArrayDeque<Long> open = new ArrayDeque<>();
        root.ifPresent(open::add);
        cookies.forEach((pid, value) -> {
            if (cookie.test(value)) {
                open.add(pid);
            }
        });
        long self = ProcessHandle.current().pid();
        Set<Long> found = new HashSet<>();
        for (Long pid = open.poll(); pid != null; pid = open.poll()) {
            if (pid != self && alive.contains(pid) && found.add(pid)) {
                open.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return found;
    }

    private void readProcess(long pid) {
        Path directory = PROC.resolve(Long.toString(pid));
        try {
            String[] fields = stat(directory);
            boolean isDead = fields[STATE].equals("Z") || fields[STATE].equals("X");
            if (isDead || (Long.parseLong(fields[FLAGS]) & KERNEL_THREAD) != 0) {
                return;
            }
            alive.add(pid);
            children.computeIfAbsent(Long.parseLong(fields[PARENT]), _ -> new ArrayList<>())
                    .add(pid);
            int length = readCookie(pid, directory.resolve("environ"));
            long started = Long.parseLong(fields[STARTED]);
            if (length <= 0 && started >= ownStart && isOurs(directory)) {
                if (length == 0) {
                    blank.add(new Living(pid, started));
                } else {
                    unreadable.add(pid);
                }
            }
        } catch (IOException e) {
            // it has ended, or is about to: its environment is the first thing to go
        }
    }

    /** What is older than this process is no child of it. */
    private void readOwnStart() {
        try {
            ownStart = Long.parseLong(stat(SELF)[STARTED]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SELF + "/stat", e);
        }
    }

    private String[] stat(Path directory) throws IOException {
        int length = readFile(directory.resolve("stat"));
        int afterName = lastIndexOf((byte) ')', length) + 2; // the name may hold anything, parentheses too
        return new String(buffer, afterName, length - afterName, StandardCharsets.US_ASCII).split(" ", STARTED + 2);
    }

    /**
     * Until each has an environment, or has had time enough to get one; who is known to have none is not waited for.
     */
    private void readBlankOnesAgain() {
        Set<Living> waited = new HashSet<>(blank);
        waited.removeAll(bare);
        for (long pause = EXEC_NANOS; !waited.isEmpty() && pause <= LONGEST_EXEC_NANOS; pause *= 2) {
            LockSupport.parkNanos(pause);
            waited.removeIf(this::isBlankNoMore);
        }
        blank.removeIf(process -> !waited.contains(process) && !bare.contains(process));
        bare = Set.copyOf(blank);
    }

    private boolean isBlankNoMore(Living process) {
        try {
            return readCookie(
                            process.pid(),
                            PROC.resolve(Long.toString(process.pid())).resolve("environ"))
                    != 0;
        } catch (IOException e) {
            return true; // it is ending; that it was alive is noted
        }
    }

    /** Returns the length of its environment, or -1 if that is not for this process to read. */
    private int readCookie(long pid, Path environ) throws IOException {
        int length;
        try {
            length = readFile(environ);
        } catch (FileNotFoundException e) {
            if (isForbidden(environ)) {
                return -1;
            }
            throw e;
        }
        int at = indexOfCookie(length);
        if (at >= 0) {
            int end = at;
            while (end < length && buffer[end] != 0) {
                end++;
            }
            cookies.put(pid, new String(buffer, at, end - at, StandardCharsets.UTF_8));
        }
        return length;
    }

    /** The one kind of stream says only that it failed; the other says why. */
    private static boolean isForbidden(Path file) throws IOException {
        try (InputStream _ = Files.newInputStream(file)) {
            return false; // it can be read now: it was just coming or going
        } catch (AccessDeniedException e) {
            return true;
        }
    }

    private static boolean isOurs(Path directory) throws IOException {
        return Files.getAttribute(directory, "unix:uid").equals(Files.getAttribute(SELF, "unix:uid"));
    }

    private int indexOfCookie(int length) {
        for (int i = 0; i + NEEDLE.length <= length; i++) {
            if ((i == 0 || buffer[i - 1] == 0)
                    && Arrays.equals(buffer, i, i + NEEDLE.length, NEEDLE, 0, NEEDLE.length)) {
                return i + NEEDLE.length;
            }
        }
        return -1;
    }

    private int lastIndexOf(byte wanted, int length) {
        int i = length - 1;
        while (i >= 0 && buffer[i] != wanted) {
            i--;
        }
        return i;
    }

    private int readFile(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            int length = 0;
            for (int read = in.read(buffer); read > 0; read = in.read(buffer, length, buffer.length - length)) {
                length += read;
                if (length == buffer.length) {
                    if (length >= MAX_ENVIRONMENT_BYTES) {
                        break;
                    }
                    buffer = Arrays.copyOf(buffer, length * 2);
                }
            }
            return length;
        }
    }
}
