package dev.openruntime.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of the extensions folder, looked at before it is started, so that what is wrong with it has a name: the shell
 * that starts it would run a file without an interpreter line itself, which the platform doesn't.
 */
record ExtensionFile(Path path) {
    private static final int LONGEST_FIRST_LINE = 256;
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    /** What is wrong with it: the platform's word, and ours. */
    record Problem(String errorType, String message) {}

    /** All that is in the folder, in the order of names. */
    static List<ExtensionFile> allOf(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().map(ExtensionFile::new).toList();
        }
    }

    String name() {
        return Objects.requireNonNull(path.getFileName(), "a file of a folder has a name")
                .toString();
    }

    /** The platform looks at the folder's own files only. */
    boolean isFolder() {
        return Files.isDirectory(path);
    }

    /** Why it can't be started, if so. */
    Optional<Problem> problem() {
        if (!Files.isRegularFile(path)) {
            return Optional.of(new Problem("UnknownError", cannot("it is no file")));
        }
        if (!Files.isExecutable(path)) {
            return Optional.of(new Problem(
                    "PermissionDenied",
                    cannot("it is not executable; make it so by `chmod +x`, or move it out of the folder")));
        }
        try (InputStream in = Files.newInputStream(path)) {
            return unfit(in.readNBytes(LONGEST_FIRST_LINE)).map(why -> new Problem("UnknownError", cannot(why)));
        } catch (IOException e) {
            return Optional.of(new Problem("PermissionDenied", cannot("it is not readable: " + e.getMessage())));
        }
    }

    private static Optional<String> unfit(byte[] start) {
        if (start.length >= ELF.length
                && start[0] == ELF[0]
                && start[1] == ELF[1]
                && start[2] == ELF[2]
                && start[3] == ELF[3]) {
            return Optional.empty();
        }
        String line = new String(start, StandardCharsets.UTF_8).split("\n", 2)[0];
        if (!line.startsWith("#!")) {
            return Optional.of("it is neither a program nor a script whose first line names its interpreter, such as"
                    + " #!/usr/bin/env python3");
        }
        if (line.endsWith("\r")) {
            return Optional.of("its first line ends as lines do on Windows; save it with \\n alone");
        }
        String interpreter = line.substring(2).strip().split("\\s", 2)[0];
        return Files.isExecutable(Path.of(interpreter))
                ? Optional.empty()
                : Optional.of("its interpreter `" + interpreter + "` is not there");
    }

    private String cannot(String why) {
        return "cannot start the extension " + path + ": " + why;
    }
}
