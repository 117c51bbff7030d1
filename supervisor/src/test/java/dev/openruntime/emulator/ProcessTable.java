package dev.openruntime.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code /proc} says of processes. */
final class ProcessTable {
    private static final Pattern STAT = Pattern.compile("(?s)(\\d+) \\(.*\\) (\\S) \\d+ (\\d+) .*");

    private ProcessTable() {}

    /** The processes of a group that are no zombies. */
    static List<Long> aliveIn(long group) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(ProcessTable::stat)
                    .filter(stat ->
                            stat.matches() && !stat.group(2).equals("Z") && Long.parseLong(stat.group(3)) == group)
                    .map(stat -> Long.valueOf(stat.group(1)))
                    .toList();
        }
    }

    static boolean isAlive(long pid) {
        Matcher stat = stat(Path.of("/proc", Long.toString(pid)));
        return stat.matches() && !stat.group(2).equals("Z");
    }

    private static Matcher stat(Path process) {
        try {
            return STAT.matcher(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return STAT.matcher(""); // gone meanwhile
        }
    }
}
