package dev.openruntime.process;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
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
    private static final byte[] NEEDLE = (Cookie.VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);

    /** More than the kernel lets an environment have on a stack of the usual size. */
    private static final int MAX_ENVIRONMENT_BYTES = 4 << 20;

    /** A process in the middle of {@code execve} has no environment for some microseconds. */
    private static final long EXEC_NANOS = 2_000_000;

    private static final Object SCANNING = new Object();
    private static final AtomicLong asked = new AtomicLong();
    private static ProcessTable latest = new ProcessTable(); // guarded by SCANNING
    private static long latestCovers; // guarded by SCANNING

    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<Long, String> cookies = new HashMap<>();
    private final Set<Long> alive = new HashSet<>();
    private final List<Long> blank = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();
    private byte[] buffer = new byte[8192];

    private ProcessTable() {}

    /** A table read after this call began. Threads that ask at the same time share one. */
    static ProcessTable fresh() {
        long ticket = asked.incrementAndGet();
        synchronized (SCANNING) {
            if (latestCovers < ticket) {
                latestCovers = asked.get();
                latest = read();
            }
            return latest;
        }
    }

    private static ProcessTable read() {
        ProcessTable table = new ProcessTable();
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

    /** The processes of ours that could not be asked for their cookies. */
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
        try {
            int length = readFile(PROC.resolve(Long.toString(pid)).resolve("stat"));
            int afterName = lastIndexOf((byte) ')', length) + 2; // the name may hold anything, parentheses too
            String[] fields =
                    new String(buffer, afterName, length - afterName, StandardCharsets.US_ASCII).split(" ", 3);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return;
            }
            alive.add(pid);
            children.computeIfAbsent(Long.parseLong(fields[1]), _ -> new ArrayList<>())
                    .add(pid);
            if (readCookie(pid) == 0) {
                blank.add(pid);
            }
        } catch (IOException e) {
            alive.remove(pid); // it has ended meanwhile
        }
    }

    private void readBlankOnesAgain() {
        boolean mayBeUserland = blank.stream().anyMatch(this::hasProgram);
        if (mayBeUserland) {
            LockSupport.parkNanos(EXEC_NANOS);
            for (long pid : blank) {
                try {
                    readCookie(pid);
                } catch (IOException e) {
                    alive.remove(pid);
                }
            }
        }
    }

    /** A thread of the kernel has none. */
    private boolean hasProgram(long pid) {
        return Files.isSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("exe"));
    }

    /** Returns the length of its environment. */
    private int readCookie(long pid) throws IOException {
        Path environ = PROC.resolve(Long.toString(pid)).resolve("environ");
        int length;
        try {
            length = readFile(environ);
        } catch (FileNotFoundException e) {
            if (isOurs(environ)) {
                unreadable.add(pid);
            }
            return -1;
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

    /** Whether a file that could not be opened should have been: it is there, and of our own user. */
    private static boolean isOurs(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:uid")
                    .equals(Files.getAttribute(Path.of("/proc/self/environ"), "unix:uid"));
        } catch (AccessDeniedException e) {
            return false;
        }
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
