package dev.openruntime.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM that this program runs in, for another like it. */
final class OwnJvm {

    /** Small: a sidecar keeps next to nothing. They come last, so they win over what {@code bootstrap} chose for us. */
    private static final List<String> SMALL =
            List.of("-Xms6m", "-Xmn3m", "-Xmx24m", "-Xss256k", "-XX:ReservedCodeCacheSize=16m");

    private OwnJvm() {}

    /**
     * The words that start another main by the same Java, class path and AOT cache, which is only of use with the very
     * same options.
     */
    static List<String> command(Class<?> main) {
        List<String> own = ownWords();
        int end = own.indexOf(Main.class.getName());
        List<String> words = new ArrayList<>();
        if (end > 0) {
            for (String word : own.subList(0, end)) {
                if (!isForOneProcessAlone(word)) {
                    words.add(word);
                }
            }
        } else { // not started by bootstrap
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        }
        words.addAll(SMALL);
        words.add(main.getName());
        return words;
    }

    /** A debugger's port, for example, can't be opened twice. */
    private static boolean isForOneProcessAlone(String option) {
        return option.startsWith("-agent")
                || option.startsWith("-javaagent")
                || option.startsWith("-Xrun")
                || option.startsWith("-XX:AOTConfiguration")
                || option.startsWith("-XX:AOTMode");
    }

    /** Not by {@code ProcessHandle.info()}, which knows the first 4 KiB only. */
    private static List<String> ownWords() {
        try {
            String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
            return List.of(words.split("\0"));
        } catch (IOException e) {
            throw new IllegalStateException("internal error: cannot read /proc/self/cmdline", e);
        }
    }
}
