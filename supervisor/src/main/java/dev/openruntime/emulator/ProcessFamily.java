package dev.openruntime.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in {@code /proc} who belongs to a process group, or did. Any thread. */
final class ProcessFamily {
    /** Process id, (name, which may hold anything), state, parent, process group, and more. */
    private static final Pattern STAT = Pattern.compile("(?s)(\\d+) \\(.*\\) \\S (\\d+) (\\d+) .*");

    private ProcessFamily() {}

    /**
     * The processes of some groups; what has left its group counts while it descends from its leader.
     *
     * @throws IOException if there is no {@code /proc} to read
     */
    static Set<Long> of(Collection<Long> leaders) throws IOException {
        Set<Long> found = new HashSet<>();
        Map<Long, Long> parents = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                Matcher stat = STAT.matcher(read(entry.resolve("stat")));
                if (stat.matches()) {
                    parents.put(Long.valueOf(stat.group(1)), Long.valueOf(stat.group(2)));
                    if (leaders.contains(Long.valueOf(stat.group(3)))) {
                        found.add(Long.valueOf(stat.group(1)));
                    }
                }
            }
        }
        for (long pid : parents.keySet()) {
            long ancestor = pid;
            while (!leaders.contains(ancestor) && parents.containsKey(ancestor)) {
                ancestor = parents.get(ancestor);
            }
            if (leaders.contains(ancestor)) {
                found.add(pid);
            }
        }
        return found;
    }

    /** A file of {@code /proc}; empty where the process has gone, or is none of ours. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
