package dev.openruntime.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code run} was told. Read without the command line's library, which a start has no time for.
 *
 * @param configuration the file that was named
 * @param timed whether to print where the start's time went
 * @param wrapped the command behind {@code --}: the handler's, in place of the configured one
 */
record RunOptions(Optional<Path> configuration, boolean timed, List<String> wrapped) {

    static final String USAGE = "run [--config FILE] [--timeline] [-- COMMAND...]";

    /** In place of a file for the timeline: print the table of the start instead. */
    private static final String TO_STANDARD_ERROR = "-";

    /** What the words behind {@code run} say; empty where it knows one of them not. */
    static Optional<RunOptions> of(List<String> words, Map<String, String> environment) {
        Optional<Path> configuration = Optional.empty();
        boolean timed = TO_STANDARD_ERROR.equals(environment.get("OPEN_RUNTIME_TIMELINE"));
        int i = 0;
        while (i < words.size() && !words.get(i).equals("--")) {
            String word = words.get(i++);
            if (word.equals("--timeline")) {
                timed = true;
            } else if (word.equals("--config") && i < words.size() && configuration.isEmpty()) {
                configuration = Optional.of(Path.of(words.get(i++)));
            } else {
                return Optional.empty();
            }
        }
        List<String> wrapped = i < words.size() ? words.subList(i + 1, words.size()) : List.of();
        return Optional.of(new RunOptions(configuration, timed, wrapped));
    }
}
