package dev.openruntime.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A repository with the real launcher, a Maven and a Java that are bash scripts, and a PATH of chosen programs. */
final class FakeRepository {

    private static final Path SOURCE = Path.of("").toAbsolutePath();

    /** Makes a distribution out of what is there, as Maven's dir assembly does; notes that it was called. */
    static final String BUILDS = """
            echo "built" >>"${PWD%/*}/builds"
            echo '[INFO] Building supervisor 1 [4/5]'
            rm -rf supervisor/target/dist
            mkdir -p supervisor/target/dist
            cp -r supervisor/src/main/dist supervisor/target/dist/open-runtime
            : >supervisor/target/dist/open-runtime/lib/open-runtime.jar
            cp open-runtime supervisor/target/dist/open-runtime/
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    FakeRepository(Path folder) throws IOException {
        this.folder = folder;
        copy("../open-runtime", "open-runtime");
        copy("src/build/build.bash", "supervisor/src/build/build.bash");
        for (String file : List.of("bootstrap", "lib/find-java.bash", "lib/java-options.bash")) {
            copy("src/main/dist/" + file, "supervisor/src/main/dist/" + file);
        }
        write("pom.xml", "");
        write("docs/page.md", "");
        write("config-examples/one/index.mjs", "");
        write("sidecars/src/main/java/A.java", "");
        write("sidecars/src/main/java/B.java", "");
        write("supervisor/src/build/dist/finish.bash", "");
        Path jdk = folder.resolve("jdk");
        FakeJava.install(jdk, "25.0.3", "printf '%s\\n' \"java ${*: -3}\"");
        program(jdk.resolve("bin/javac"), "");
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", folder.resolve("bin").toString());
        for (String tool : "cat chmod cp find flock grep mkdir mv readlink rm sleep tail touch".split(" ", -1)) {
            link(tool);
        }
        maven(BUILDS);
    }

    Path launcher() {
        return root().resolve("open-runtime");
    }

    Path root() {
        return folder.resolve("repository");
    }

    Path distribution() {
        return root().resolve("supervisor/target/dist/open-runtime");
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Says what {@code mvn} does. */
    void maven(String code) throws IOException {
        program("mvn", code);
    }

    /** Says what a program on the PATH does. */
    void program(String name, String code) throws IOException {
        program(folder.resolve("bin").resolve(name), code);
    }

    /** Puts a program of this machine on the PATH. */
    void link(String name) throws IOException {
        program(name, "exec /usr/bin/" + name + " \"$@\"\n");
    }

    void removeProgram(String name) throws IOException {
        Files.delete(folder.resolve("bin").resolve(name));
    }

    /** How often Maven made a distribution. */
    long builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    void write(String file, String text) throws IOException {
        Path path = root().resolve(file);
        Files.createDirectories(folderOf(path));
        Files.writeString(path, text);
    }

    /** Changes a file, some time after the last build. */
    void change(String file) throws IOException {
        Files.setLastModifiedTime(
                root().resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
    }

    void remove(String file) throws IOException {
        Path path = root().resolve(file);
        Files.delete(path);
        Files.setLastModifiedTime(folderOf(path), FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** Copies a file of this module into the repository. */
    void copy(String from, String to) throws IOException {
        Path target = root().resolve(to);
        Files.createDirectories(folderOf(target));
        Files.copy(SOURCE.resolve(from), target);
    }

    private static void program(Path file, String code) throws IOException {
        Files.createDirectories(folderOf(file));
        Files.setPosixFilePermissions(
                Files.writeString(file, "#!/bin/bash\n" + code), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path folderOf(Path file) {
        return file.resolveSibling("");
    }
}
