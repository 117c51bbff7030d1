import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;

/**
 * Writes the layer: {@code bootstrap} at the top, where the platform looks for it, and {@code open-runtime/} with what
 * runs a function; a platform unpacks both into {@code /opt}. The same files give the same bytes, whatever their times,
 * owners and order on disk.
 *
 * <p>Arguments: the distribution, the zip.
 */
final class LayerZip {

    /** For people, not for platforms. */
    private static final Set<String> LEFT_OUT = Set.of("config-examples", "docs", "templates", "CHANGELOG.md", "README.md");

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private LayerZip() {}

    public static void main(String[] arguments) throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // a zip holds local times
        Path home = Path.of(arguments[0]);
        Path zip = Path.of(arguments[1]);
        Path unfinished = zip.resolveSibling(zip.getFileName() + ".part.zip");
        Files.deleteIfExists(unfinished);
        Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem layer = FileSystems.newFileSystem(unfinished, options)) {
            put(home.resolve("bootstrap"), layer.getPath("bootstrap"));
            put(home, layer.getPath("open-runtime"));
            for (Path file : shipped(home)) {
                put(file, layer.getPath("open-runtime", home.relativize(file).toString()));
            }
        }
        Files.move(unfinished, zip, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Folders before what is in them, in one order everywhere. */
    private static List<Path> shipped(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> !file.equals(home))
                    .filter(file -> !LEFT_OUT.contains(home.relativize(file).getName(0).toString()))
                    .sorted()
                    .toList();
        }
    }

    private static void put(Path file, Path entry) throws IOException {
        boolean isFolder = Files.isDirectory(file);
        if (isFolder) {
            Files.createDirectory(entry);
        } else {
            Files.copy(file, entry);
        }
        String mode = isFolder || Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString(mode));
        Files.getFileAttributeView(entry, BasicFileAttributeView.class).setTimes(TIME, TIME, TIME); // it holds all three
    }
}
