package dev.openruntime.http;

import dev.openruntime.invocation.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What stands around the data of a chunked body. */
public final class Chunks {

    /** What ends a chunk's data. */
    public static final String END = "\r\n";

    private Chunks() {}

    /** What begins a chunk of so many bytes, at least one. */
    public static String size(int bytes) {
        return Integer.toHexString(bytes) + "\r\n";
    }

    /** What ends the body. */
    public static String last(List<Header> trailers) {
        StringBuilder last = new StringBuilder("0\r\n");
        HeadText.appendTo(last, trailers);
        return last.append("\r\n").toString();
    }

    /** On the wire. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
