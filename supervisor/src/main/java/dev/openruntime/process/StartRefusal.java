package dev.openruntime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why the system did not start a program, and what may be done about it, in words for the user. */
final class StartRefusal {

    private static final int FIRST_LINE_BYTES = 256;

    private StartRefusal() {}

    static String why(Command command, Exception e) {
        if (!Files.isDirectory(command.directory())) {
            return "there is no directory " + command.directory() + " to run it in";
        }
        if (command.program().contains("/")) {
            Path file = command.directory().resolve(command.program()).normalize();
            if (!Files.exists(file)) {
                return "there is no file " + file + buildHint(command.directory());
            }
        }
        String words = systemsWords(e);
        return words + advice(command, words);
    }

    /** Examples and functions in compiled languages are built before they can run. */
    private static String buildHint(Path directory) {
        Path build = directory.resolve("build");
        return Files.isRegularFile(build) && Files.isExecutable(build)
                ? "; run " + build + " first, it may make it"
                : "";
    }

    /** The JDK gives them as {@code Exec failed, error: 2 (No such file or directory)}. */
    private static String systemsWords(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = String.valueOf(cause.getMessage());
        int from = message.indexOf("error: ");
        return from < 0 ? message : message.substring(message.indexOf('(', from) + 1, message.lastIndexOf(')'));
    }

    private static String advice(Command command, String words) {
        String program = command.program();
        if (!program.contains("/")) {
            return words.startsWith("No such file")
                    ? "; it is looked up in PATH: install it, or write its whole path"
                    : "";
        }
        Path file = command.directory().resolve(program);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        if (!Files.isExecutable(file)) {
            return "; it is not executable: `chmod +x` it, or name what runs it, as in [sh, " + program + "]";
        }
        return words.startsWith("No such file") ? interpreter(file) : "";
    }

    /** The file is there, so it is the program that its first line names that isn't. */
    private static String interpreter(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String beginning = new String(in.readNBytes(FIRST_LINE_BYTES), StandardCharsets.UTF_8);
            String line = beginning.lines().findFirst().orElse("");
            if (!line.startsWith("#!")) {
                return "; the file is there, but not the loader that it is linked for";
            }
            return beginning.startsWith(line + "\r\n")
                    ? "; its first line `" + line + "` ends in CR LF: write the file with LF line ends"
                    : "; its first line `" + line + "` names a program that isn't there: install it, or name another";
        } catch (IOException unreadable) {
            return ""; // the system's own words have to do
        }
    }
}
