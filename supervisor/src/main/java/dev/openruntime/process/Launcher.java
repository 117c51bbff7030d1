package dev.openruntime.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

/**
 * Commons Exec as far as it is used: its launcher hands out the process, and nothing of it watches, pumps or waits. An
 * explicit environment is always given, since none would mean the supervisor's own.
 */
final class Launcher extends DefaultExecutor {

    @SuppressWarnings(
            "deprecation") // its successor, a builder, builds no subclass, and only a subclass gets at the process
    Launcher() {}

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, Path directory) throws IOException {
        return super.launch(command, environment, directory);
    }

    /**
     * A command line as it was written. Commons Exec's own trims each argument, and takes a backslash in the program's
     * name for a slash.
     */
    static final class Verbatim extends CommandLine {

        private final List<String> words;

        Verbatim(List<String> words) {
            super(words.getFirst());
            this.words = words;
        }

        @Override
        public String[] toStrings() {
            return words.toArray(String[]::new);
        }
    }
}
