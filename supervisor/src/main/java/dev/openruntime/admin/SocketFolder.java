package dev.openruntime.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the sockets of this user's supervisors are: {@code ${TMPDIR:-/tmp}/open-runtime-<uid>/<pid>.sock}, in a folder
 * that nobody else may enter. Stateless; any thread.
 */
public final class SocketFolder {

    /** What the kernel takes as the name of a socket: 108 bytes, the last of them 0. */
    static final int LONGEST_PATH_BYTES = 107;

    private static final Path TMP = Path.of("/tmp");
    private static final String SUFFIX = ".sock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private SocketFolder() {}

    /**
     * The folders to look in, the usual one first. There may be two: where {@code TMPDIR} is too long for the name of a
     * socket, or a supervisor was started without it, {@code /tmp} is used.
     */
    public static List<Path> all(Map<String, String> environment) throws IOException {
        String name = "open-runtime-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        List<Path> folders = new ArrayList<>();
        String tmpdir = environment.getOrDefault("TMPDIR", "");
        if (!tmpdir.isEmpty()) {
            folders.add(Path.of(tmpdir).toAbsolutePath().normalize().resolve(name));
        }
        if (!folders.contains(TMP.resolve(name))) {
            folders.add(TMP.resolve(name));
        }
        return folders;
    }

    /** All files in it that are named as a supervisor's socket, dead or alive; by process id. */
    public static List<Path> sockets(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*" + SUFFIX)) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of(); // no supervisor of this user ever ran here
        }
        found.sort((a, b) -> Long.compare(pid(a), pid(b)));
        return found;
    }

    /** Removes a socket at which nobody listens any more. Whether it is gone; a file that is no socket stays. */
    public static boolean removeIfDead(Path socket) throws IOException {
        return PrivateSocket.removeIfDead(socket);
    }

    /** The supervisor whose socket this is; 0 for a file that is none's. */
    public static long pid(Path socket) {
        String name = socket.getFileName().toString();
        String number = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /** Where the supervisor of this process has its socket. Makes the folder, and sweeps out what the dead left. */
    static Path own(Map<String, String> environment) throws IOException {
        String name = ProcessHandle.current().pid() + SUFFIX;
        List<Path> folders = all(environment);
        for (Path folder : folders) {
            if (fits(folder.resolve(name))) {
                secure(folder);
                sweep(folder);
                return folder.resolve(name);
            }
        }
        throw new IOException(tooLong(folders.getFirst().resolve(name)));
    }

    static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH_BYTES;
    }

    static String tooLong(Path socket) {
        return "its path is longer than the " + LONGEST_PATH_BYTES + " bytes that the kernel takes: " + socket;
    }

    /** Makes sure that the folder is there, is ours, and that nobody else gets in. */
    private static void secure(Path folder) throws IOException {
        try {
            Path _ = Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            if (!ours) {
                throw new IOException(folder + " is no folder of this user", e);
            }
            Path _ = Files.setPosixFilePermissions(folder, OWNER_ONLY);
        }
    }

    /** Only sockets of processes that aren't there are tried, so that nobody who sleeps is woken. */
    private static void sweep(Path folder) throws IOException {
        for (Path socket : sockets(folder)) {
            if (pid(socket) > 0 && !Files.exists(Path.of("/proc", Long.toString(pid(socket))))) {
                boolean _ = removeIfDead(socket);
            }
        }
    }
}
