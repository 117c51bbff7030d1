import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes one jar of all jars of a folder and removes those: the JVM opens, and checks against its AOT cache, one file
 * instead of twenty. The same jars give the same bytes.
 *
 * <p>Arguments: the folder, the name of the jar in it.
 */
final class OneJar {

    private static final String MANIFEST = "Manifest-Version: 1.0\nMulti-Release: true\n\n";

    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    private OneJar() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        OneJar one = new OneJar();
        for (Path jar : jars) {
            one.add(jar);
        }
        for (Path jar : jars) {
            Files.delete(jar);
        }
        one.write(folder.resolve(arguments[1]));
    }

    private void add(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory() && !isOfNoUse(entry.getName())) {
                    add(jar, entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    /** What describes the single jar, or is for other tools than a JVM. What scanners look for in META-INF/maven stays. */
    private static boolean isOfNoUse(String name) {
        return name.equals("META-INF/MANIFEST.MF")
                || name.equals("META-INF/INDEX.LIST")
                || name.endsWith("module-info.class")
                || name.startsWith("META-INF/native-image/")
                || name.startsWith("META-INF/proguard/");
    }

    private void add(Path jar, String name, byte[] bytes) {
        if (name.startsWith("META-INF/services/") || name.equals("META-INF/io.netty.versions.properties")) {
            entries.merge(name, bytes, OneJar::joined);
        } else if (name.startsWith("META-INF/") && name.indexOf('/', "META-INF/".length()) < 0) {
            entries.put("META-INF/licenses/" + jar.getFileName() + name.substring("META-INF".length()), bytes);
        } else {
            byte[] other = entries.put(name, bytes);
            if (other != null && !Arrays.equals(other, bytes)) {
                throw new IllegalStateException(name + " of " + jar + " differs from that of another jar");
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.write('\n');
        both.writeBytes(second);
        return both.toByteArray();
    }

    private void write(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            put(zip, "META-INF/MANIFEST.MF", MANIFEST.getBytes(StandardCharsets.UTF_8)); // readers want it first
            entries.forEach((name, bytes) -> {
                try {
                    put(zip, name, bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // without an offset: the same in each time zone
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
