package dev.openruntime.http;

import dev.openruntime.invocation.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The first line and the headers of a message in the making. Belongs to one thread. */
public final class HeadText {

    private static final int USUAL_CHARACTERS = 256;

    private final StringBuilder text = new StringBuilder(USUAL_CHARACTERS);

    private HeadText() {}

    /** Of a request. The target has neither spaces nor line ends in it. */
    public static HeadText request(String method, String target) {
        HeadText head = new HeadText();
        head.text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        return head;
    }

    /** Of a response, with its status line as it is. */
    public static HeadText reply(String statusLine) {
        HeadText head = new HeadText();
        head.text.append(statusLine).append("\r\n");
        return head;
    }

    /** One more header. Whatever in it would end it, or the message, becomes {@code ?}. */
    public HeadText with(String name, String value) {
        appendTo(text, name, value);
        return this;
    }

    /** More headers. */
    public HeadText with(List<Header> headers) {
        headers.forEach(header -> with(header.name(), header.value()));
        return this;
    }

    /** Headers, or trailers, each with its line end. */
    public static void appendTo(StringBuilder text, List<Header> headers) {
        headers.forEach(header -> appendTo(text, header.name(), header.value()));
    }

    private static void appendTo(StringBuilder text, String name, String value) {
        appendSafely(text, name);
        appendSafely(text.append(": "), value);
        text.append("\r\n");
    }

    /** Names and values may come from user code. */
    private static void appendSafely(StringBuilder text, String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            text.append((c < ' ' && c != '\t') || c == '\u007f' ? '?' : c);
        }
    }

    /** All of it, with the empty line after it. */
    @Override
    public String toString() {
        return text + "\r\n";
    }

    /** The same on the wire; a character becomes a byte. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
