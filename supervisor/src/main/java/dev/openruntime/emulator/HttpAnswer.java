package dev.openruntime.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer to an HTTP request.
 *
 * @param status the status code; 0 answers nothing and closes the connection
 * @param headers without those that frame the message; a name may be there more than once
 * @param live what is written behind the head instead of {@code body}, where it is made meanwhile
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never shared
record HttpAnswer(int status, List<Header> headers, byte[] body, Optional<LiveAnswer> live) {
    /** No answer at all: the client has gone, or what it asked no longer exists. */
    static final HttpAnswer NONE = new HttpAnswer(0, List.of(), new byte[0]);

    static final HttpAnswer NOT_FOUND = text(404, "not found\n");

    HttpAnswer(int status, List<Header> headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }

    /** A header line. */
    record Header(String name, String value) {}

    static HttpAnswer text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static HttpAnswer bytes(int status, String contentType, byte[] body) {
        return new HttpAnswer(status, List.of(new Header("Content-Type", contentType)), body);
    }

    static HttpAnswer empty(int status) {
        return new HttpAnswer(status, List.of(), new byte[0]);
    }

    /** JSON as the Runtime and Extensions API write it: an object and a line end. */
    static HttpAnswer json(int status, Json.Members members) {
        byte[] object = Json.object(members);
        byte[] line = new byte[object.length + 1];
        System.arraycopy(object, 0, line, 0, object.length);
        line[object.length] = '\n';
        return bytes(status, "application/json", line);
    }

    /** An error as the Runtime and Extensions API write it. */
    static HttpAnswer error(int status, String errorType, String message) {
        return json(status, json -> {
            json.writeStringField("errorMessage", message);
            json.writeStringField("errorType", errorType);
        });
    }

    /** The Runtime API's no to a post beyond the limit. */
    static HttpAnswer tooLarge(long most) {
        return error(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (" + most + " bytes).");
    }

    /** The Runtime API's no to a post that broke off. */
    static HttpAnswer truncated() {
        return error(400, "TruncatedHTTPRequest", "HTTP request detected as truncated");
    }

    /** The Runtime and Extensions API's yes to a post. */
    static HttpAnswer accepted() {
        return json(202, json -> json.writeStringField("status", "OK"));
    }

    /** One whose body is written while it is made. */
    static HttpAnswer live(int status, List<Header> headers, LiveAnswer body) {
        return new HttpAnswer(status, headers, new byte[0], Optional.of(body));
    }

    /** As this, with one header more. */
    HttpAnswer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpAnswer(status, more, body, live);
    }

    /** As {@link #with(String, String)} where there is a value, for the platform sends no empty header. */
    HttpAnswer with(String name, Optional<String> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }
}
