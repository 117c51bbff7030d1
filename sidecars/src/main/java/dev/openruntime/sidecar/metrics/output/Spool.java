package dev.openruntime.sidecar.metrics.output;

import dev.openruntime.sidecar.metrics.series.Measured;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A leftover in a file, so that the next process finds it. The file is called {@code KEY.PID-START}: it belongs to the
 * process with that id which began then, and when there is none any more to whoever renames it first. It is replaced as
 * a whole. Nothing here can be interrupted half-way. One thread at a time.
 */
final class Spool {

    private static final String DRAFT = ".draft";

    /** The 22nd field, counted from behind the name, which is the second. */
    private static final int STARTED = 19;

    private final SpoolSettings settings;
    private final String key;
    private final String owner = life("self");
    private boolean holding;

    /** @param key the same for the same output of the same function, and for no other */
    Spool(SpoolSettings settings, String key) {
        this.settings = settings;
        this.key = key;
    }

    /** Whether there is a file of ours. */
    boolean isHolding() {
        return holding;
    }

    /**
     * Takes over what earlier processes left behind. It stays in our file.
     *
     * @throws IOException if some of it can't be read; that is removed
     */
    Leftover adopt() throws IOException {
        List<Leftover.Doubtful> doubtful = new ArrayList<>();
        List<Measured> unsent = new ArrayList<>();
        List<Path> claimed = claim();
        IOException damaged = null;
        for (Path file : claimed) {
            try {
                Leftover leftover = LeftoverCodec.read(Files.readAllBytes(file));
                doubtful.addAll(leftover.doubtful());
                unsent.addAll(leftover.unsent());
            } catch (IOException e) {
                damaged = e;
            }
        }
        Leftover all = new Leftover(doubtful, unsent);
        if (!all.isEmpty()) {
            boolean _ = save(all);
        }
        for (Path file : claimed) {
            Files.delete(file);
        }
        if (damaged != null && all.isEmpty()) {
            throw damaged;
        }
        return all;
    }

    private List<Path> claim() throws IOException {
        List<Path> claimed = new ArrayList<>();
        if (settings.mostBytes() == 0 || !isOurs(settings.directory())) {
            return claimed;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(settings.directory(), key + ".*")) {
            for (Path file : files) {
                if (isOrphan(file) && file.toString().endsWith(DRAFT)) {
                    Files.delete(file); // what it was to replace is there
                } else if (isOrphan(file)) {
                    Path mine = settings.directory().resolve(key + "." + owner + ".claimed" + claimed.size());
                    claimed.addAll(moved(file, mine));
                }
            }
        }
        return claimed;
    }

    /** Nothing where another process was first. */
    private static List<Path> moved(Path file, Path to) throws IOException {
        try {
            return List.of(Files.move(file, to, StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException taken) {
            return List.of();
        }
    }

    private boolean isOrphan(Path file) {
        String rest = String.valueOf(file.getFileName()).substring(key.length() + 1);
        int dot = rest.indexOf('.');
        String whose = dot < 0 ? rest : rest.substring(0, dot);
        return whose.equals(owner) || !whose.equals(life(whose.substring(0, Math.max(0, whose.indexOf('-')))));
    }

    /**
     * A process by its id and when it began, since ids come again; empty if there is none, or one that has ended and
     * that nobody has asked about: where bash was killed, too, there may be nobody who ever does. See proc_pid_stat(5).
     */
    private static String life(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean hasEnded = fields[0].equals("Z") || fields[0].equals("X");
            return hasEnded ? "" : stat.substring(0, stat.indexOf(' ')) + "-" + fields[STARTED];
        } catch (IOException gone) {
            return "";
        }
    }

    /**
     * Replaces what is kept.
     *
     * @return whether it could be; if not there is none, and what there is must not be lost from memory
     */
    boolean save(Leftover leftover) {
        if (settings.mostBytes() == 0) {
            return false;
        }
        try {
            byte[] bytes = LeftoverCodec.write(leftover);
            if (bytes.length > settings.mostBytes()) {
                clear();
                return false;
            }
            makeDirectory();
            Path draft = settings.directory().resolve(key + "." + owner + DRAFT);
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                out.write(bytes);
            }
            Path _ = Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
            holding = true;
            return true;
        } catch (IOException e) {
            clear();
            return false;
        }
    }

    /** There is nothing to keep. */
    void clear() {
        if (holding) {
            holding = false;
            try {
                Files.delete(file());
            } catch (IOException gone) {
                holding = Files.exists(file());
            }
        }
    }

    private Path file() {
        return settings.directory().resolve(key + "." + owner);
    }

    private void makeDirectory() throws IOException {
        Path directory = settings.directory();
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Path _ = Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!isOurs(directory)) {
            throw new IOException(directory + " belongs to somebody else");
        }
    }

    /** What others could write is not to be believed. */
    private static boolean isOurs(Path directory) throws IOException {
        return Files.isDirectory(directory)
                && Files.getAttribute(directory, "unix:uid")
                        .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }
}
