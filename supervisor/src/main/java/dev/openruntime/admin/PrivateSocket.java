package dev.openruntime.admin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listening Unix socket with mode 0600 from the first moment in which anybody else could reach it: it is bound inside
 * a folder of mode 0700, and moved to its place when its mode is right.
 */
final class PrivateSocket implements AutoCloseable {

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object file;

    private PrivateSocket(Path path, ServerSocketChannel channel, @Nullable Object file) {
        this.path = path;
        this.channel = channel;
        this.file = file;
    }

    /**
     * Binds a socket, in the place of one that nobody listens at any more.
     *
     * @throws IOException if that can't be done; the message says why and is for the user
     */
    static PrivateSocket bind(Path path) throws IOException {
        Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Path cell = folder.resolve("." + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX));
        if (!SocketFolder.fits(path) || !SocketFolder.fits(cell.resolve("s"))) {
            throw new IOException(SocketFolder.tooLong(path));
        }
        boolean free = !Files.exists(path, LinkOption.NOFOLLOW_LINKS) || removeIfDead(path);
        if (!free) {
            throw new IOException("something is there already: " + path);
        }
        Path _ = Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(rights("rwx------")));
        Path _ = Files.createDirectory(cell, PosixFilePermissions.asFileAttribute(rights("rwx------")));
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            ServerSocketChannel _ = channel.bind(UnixDomainSocketAddress.of(cell.resolve("s")));
            Path _ = Files.setPosixFilePermissions(cell.resolve("s"), rights("rw-------"));
            Path _ = Files.move(cell.resolve("s"), path, StandardCopyOption.ATOMIC_MOVE);
            return new PrivateSocket(path, channel, fileKey(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        } finally {
            boolean _ = Files.deleteIfExists(cell.resolve("s"));
            boolean _ = Files.deleteIfExists(cell);
        }
    }

    /** Removes a socket that nobody listens at. Whether it is gone; a file that is no socket stays. */
    static boolean removeIfDead(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return !channel.isConnected();
        } catch (ConnectException e) {
            boolean isSocket = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
            return isSocket && Files.deleteIfExists(socket);
        } catch (SocketException e) {
            if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return true;
        }
    }

    Path path() {
        return path;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Nobody finds it any more. A file that has come into its place since stays. */
    void remove() throws IOException {
        try {
            if (file == null || file.equals(fileKey(path))) {
                boolean _ = Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // somebody else tidied up
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static Set<PosixFilePermission> rights(String text) {
        return PosixFilePermissions.fromString(text);
    }
}
