package dev.openruntime.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A line in the journal of somebody who was flushed.
 *
 * @param what the request's id, a dash where none is known, or {@code shutdown}
 */
public record Flushed(String what, Instant begin, Instant end) {

    /** The lines of a journal so far; none where there is no such file. */
    public static List<Flushed> in(Path journal) {
        try {
            return Files.exists(journal)
                    ? Files.readAllLines(journal).stream().map(Flushed::read).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a journal has so many lines. */
    public static List<Flushed> await(Path journal, int lines) {
        return Awaitility.await("the journal " + journal.getFileName())
                .atMost(ScriptedPlatform.PATIENCE)
                .until(() -> in(journal), found -> found.size() >= lines);
    }

    private static Flushed read(String line) {
        String[] words = line.split(" ", -1);
        return new Flushed(words[0], instant(words[1]), instant(words[2]));
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
