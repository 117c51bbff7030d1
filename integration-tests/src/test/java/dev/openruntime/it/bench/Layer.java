package dev.openruntime.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The layer that the build packages, unpacked as platforms do: with its modes, and with other times and owners. */
public final class Layer {

    private static final FileTime TIME = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    /** Nobody's. */
    private static final String OWNER = "4711";

    private static final String USER = "4712";

    private final Path root;

    private Layer(Path root) {
        this.root = root;
    }

    /** The zip. */
    public static Path zip() {
        return target().resolve("open-runtime-layer.zip");
    }

    private static Path target() {
        return Distribution.home().resolveSibling("..").normalize();
    }

    /** Unpacks it into a folder, which a platform calls {@code /opt}. */
    public static Layer unpackInto(Path root) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(zip(), Map.of("enablePosixFileAttributes", "true"))) {
            Path top = zip.getPath("/");
            for (Path entry : walk(top)) {
                Path file = root.resolve(top.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Path _ = Files.copy(entry, file);
                }
                if (!entry.equals(top)) {
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
                Files.setLastModifiedTime(file, TIME);
            }
        }
        return new Layer(root);
    }

    /** What a platform starts. */
    public Path bootstrap() {
        return root.resolve("bootstrap");
    }

    /** Bytes of all files. */
    public long size() throws IOException {
        long size = 0;
        for (Path file : walk(root)) {
            size += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return size;
    }

    /** A layer made of these files, by the program that the build makes it with. */
    public Path zippedAgain() throws IOException, InterruptedException {
        Path zip = root.resolveSibling("again.zip");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String home = root.resolve("open-runtime").toString();
        run(List.of(java, "-cp", target().resolve("build-tools").toString(), "LayerZip", home, zip.toString()));
        return zip;
    }

    /** Where this user may do so. */
    public void giveToSomebodyElse() throws IOException, InterruptedException {
        if (isRoot()) {
            run(List.of("chown", "-R", OWNER + ":" + OWNER, root.toString()));
        }
    }

    /** Words before a command that make it run as a user who owns nothing, where this user may do so. */
    public static List<String> asPlatformsUser() {
        return isRoot()
                ? List.of("/usr/bin/setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups")
                : List.of();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<Path> walk(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            return files.toList();
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
