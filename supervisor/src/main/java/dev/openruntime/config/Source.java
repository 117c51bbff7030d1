package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one file of a configuration as a tree. What keeps it from being read becomes a problem. */
final class Source {

    private static final int MOST_BYTES = 256 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Problems problems;

    Source(Problems problems) {
        this.problems = problems;
    }

    /**
     * The tree; null, with a problem, if there is none.
     *
     * @param file JSON if its name ends with {@code .json}, else YAML
     * @param emptyHint how to mend a file that holds nothing
     */
    @Nullable Node read(Path file, String emptyHint) {
        try {
            String text = text(file);
            Node root =
                    file.toString().endsWith(".json") ? JsonDocument.read(file, text) : YamlDocument.read(file, text);
            if (root == null) {
                problems.add(new Place(file, 0), "", "the file is empty; " + emptyHint);
            }
            return root;
        } catch (DocumentException e) {
            problems.add(new Place(file, e.line()), "", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static String text(Path file) throws DocumentException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw unreadable("it is larger than 256 KiB");
            }
            if (isUtf16(bytes)) {
                throw unreadable("it is UTF-16; save it as UTF-8");
            }
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw unreadable("it does not exist");
        } catch (AccessDeniedException e) {
            throw unreadable("permission denied; let the user that runs this read it, by `chmod a+r` for instance");
        } catch (CharacterCodingException e) {
            throw unreadable("it is not UTF-8");
        } catch (IOException e) {
            throw unreadable(Files.isDirectory(file) ? "it is a directory" : Shown.printable(e.toString()));
        }
    }

    /** By its byte order mark, or by the zero of a first ASCII character. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        boolean marked = (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
        return marked || (bytes[0] == 0) != (bytes[1] == 0);
    }

    private static DocumentException unreadable(String why) {
        return new DocumentException(0, "cannot read the file: " + why);
    }
}
