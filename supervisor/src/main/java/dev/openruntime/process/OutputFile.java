package dev.openruntime.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Output that goes to a file of its own: appended, and moved to {@code FILE.1} before it grows beyond its size; so
 * there are two such sizes at most, unless a single line is longer. The file is made readable for its owner alone. Any
 * thread; who brings a batch writes it, so a disk that hangs hangs the children that write to it and nobody else.
 *
 * <p>What can't be written is lost, counted and told, and no fault of the child's; it is tried again every second.
 */
public final class OutputFile implements OutputLane {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Path path;
    private final long max;
    private final Consumer<String> complaints;
    private Optional<FileChannel> file = Optional.empty(); // guarded by this
    private long size; // guarded by this
    private long lost; // guarded by this
    private long failedNanos; // guarded by this

    /**
     * @param path absolute; its folder is not made
     * @param max in bytes
     * @param complaints told when the file can't be written to, and when it can again
     */
    public OutputFile(Path path, long max, Consumer<String> complaints) {
        this.path = path;
        this.max = max;
        this.complaints = complaints;
    }

    /** Always true: what is lost here is told here. */
    @Override
    public boolean put(OutputBatch batch) {
        return offer(batch);
    }

    @Override
    public synchronized boolean offer(OutputBatch batch) {
        if (lost > 0 && System.nanoTime() - failedNanos < RETRY_AFTER.toNanos()) {
            lost += batch.lines();
            return true;
        }
        try {
            write(batch.bytes(), batch.size());
            tellOfLoss();
        } catch (IOException e) {
            failed(batch.lines(), e);
        }
        return true;
    }

    private void write(byte[] lines, int length) throws IOException {
        int from = 0;
        while (from < length) {
            FileChannel to = file.isPresent() ? file.get() : open();
            int end = fitting(lines, from, length);
            if (end == from && size > 0) {
                rotate(to);
                continue;
            }
            int stop = end == from ? lineEnd(lines, from, length) : end;
            ByteBuffer bytes = ByteBuffer.wrap(lines, from, stop - from);
            while (bytes.hasRemaining()) {
                size += to.write(bytes);
            }
            from = stop;
        }
    }

    /** The end of the last line that still fits. */
    private int fitting(byte[] lines, int from, int length) {
        int end = (int) Math.min(length, from + Math.max(0, max - size));
        while (end > from && lines[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static int lineEnd(byte[] lines, int from, int length) {
        int end = from + 1;
        while (end < length && lines[end - 1] != '\n') {
            end++;
        }
        return end;
    }

    private FileChannel open() throws IOException {
        FileChannel opened = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file = Optional.of(opened);
        size = opened.size();
        return opened;
    }

    private void rotate(FileChannel full) throws IOException {
        file = Optional.empty();
        size = 0;
        full.close();
        Path _ = Files.move(path, Path.of(path + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void failed(int lines, IOException why) {
        if (lost == 0) {
            complaints.accept(
                    "cannot write to " + path + ": " + reason(why) + "; the output that is to go there is lost");
        }
        lost += lines;
        failedNanos = System.nanoTime();
        Optional<FileChannel> broken = file;
        file = Optional.empty();
        if (broken.isPresent()) {
            try {
                broken.get().close();
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }
    }

    private void tellOfLoss() {
        if (lost > 0) {
            complaints.accept("can write to " + path + " again; lost were " + lost + " lines");
            lost = 0;
        }
    }

    private String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no folder " + path.getParent();
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
