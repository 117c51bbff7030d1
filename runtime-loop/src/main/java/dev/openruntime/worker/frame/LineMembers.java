package dev.openruntime.worker.frame;

import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The members of one line while they are read: {@code body} and {@code bodyBase64} go one way, all others another,
 * wherever in the line they are. The header and the body that result are as if they had come length-prefixed.
 */
final class LineMembers {

    /** As many characters as the longest body takes, without padding. */
    private static final int MOST_BASE64_CHARACTERS = (Frame.MOST_BODY_BYTES * 4 + 2) / 3;

    private static final String TOO_LONG =
            "the members of a line, but for the body, may take " + Frame.MOST_HEADER_BYTES + " bytes, these take more";
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] IN_BASE64 = inBase64();

    private final ByteScanner bytes;
    private final JsonScanner json;
    private final Gathered header = Gathered.refusing(Frame.MOST_HEADER_BYTES, TOO_LONG);
    private final Gathered name = Gathered.refusing(Frame.MOST_HEADER_BYTES, TOO_LONG);
    private Optional<Gathered> body = Optional.empty();
    private Optional<Gathered> base64 = Optional.empty();

    LineMembers(ByteScanner bytes, JsonScanner json) throws NotJsonException {
        this.bytes = bytes;
        this.json = json;
        header.add('{');
    }

    /** Takes a member whose opening quote was taken. */
    void read() throws IOException {
        name.clear();
        name.add('"');
        bytes.gather(name);
        json.restOfString();
        bytes.gathered();
        byte[] quoted = name.bytes();
        json.expect(':');
        json.skipSpace();
        switch (unquoted(quoted)) {
            case "body" -> {
                refuseSecond(body, "body");
                body = Optional.of(value());
            }
            case "bodyBase64" -> {
                refuseSecond(base64, "bodyBase64");
                base64 = base64();
            }
            default -> copy(quoted);
        }
    }

    private void copy(byte[] quotedName) throws IOException {
        if (header.total() > 1) {
            header.add(',');
        }
        header.add(quotedName, 0, quotedName.length);
        header.add(':');
        bytes.gather(header);
        json.value();
        bytes.gathered();
    }

    /** All members together, once the line's object has ended. */
    Frame frame() throws NotJsonException {
        header.add('}');
        Body head = Body.of(header.bytes());
        if (base64.isPresent()) {
            if (body.isPresent() && !Arrays.equals(body.get().bytes(), NULL)) {
                throw new NotJsonException("it has both `body` and `bodyBase64`, only one can be meant");
            }
            return decoded(head, base64.get());
        }
        if (body.isPresent()) {
            return new Frame(head, Body.of(body.get().bytes()), body.get().total());
        }
        return new Frame(head, Body.EMPTY, 0);
    }

    private Gathered value() throws IOException {
        Gathered value = Gathered.counting(Frame.MOST_BODY_BYTES);
        bytes.gather(value);
        json.value();
        bytes.gathered();
        return value;
    }

    /** The characters of a string in base64; a null counts as absent, since not every language leaves it out. */
    private Optional<Gathered> base64() throws IOException {
        if (bytes.peek() == 'n') {
            json.value();
            return Optional.empty();
        }
        json.expect('"');
        Gathered characters = Gathered.counting(MOST_BASE64_CHARACTERS);
        boolean padded = false;
        while (true) {
            if (!padded) {
                bytes.gather(characters);
                bytes.skip(IN_BASE64);
                bytes.gathered();
            }
            int next = bytes.next();
            if (next == '"') {
                return Optional.of(characters);
            }
            int character = next == '\\' ? json.escape() : next;
            if (character == '=') {
                padded = true;
            } else if (!padded && character < IN_BASE64.length && IN_BASE64[character]) {
                characters.add(character);
            } else if (next != '\\' || (character != '\n' && character != '\r')) {
                throw noBase64();
            }
        }
    }

    private static Frame decoded(Body head, Gathered characters) throws NotJsonException {
        long length = characters.total() * 3 / 4;
        if (length > Frame.MOST_BODY_BYTES) {
            return new Frame(head, Body.EMPTY, length);
        }
        try {
            return new Frame(head, Body.of(Base64.getDecoder().decode(characters.bytes())), length);
        } catch (IllegalArgumentException e) {
            throw noBase64();
        }
    }

    private static NotJsonException noBase64() {
        return new NotJsonException("its `bodyBase64` is no base64");
    }

    private static void refuseSecond(Optional<Gathered> first, String member) throws NotJsonException {
        if (first.isPresent()) {
            throw new NotJsonException("it has the member `" + member + "` twice");
        }
    }

    /** What a name says, which may be written in escapes; only names in ASCII are ever looked for. */
    private static String unquoted(byte[] quoted) throws IOException {
        ByteScanner bytes = ByteScanner.of(quoted);
        JsonScanner json = new JsonScanner(bytes, /* inOneLine= */ true);
        StringBuilder name = new StringBuilder(quoted.length);
        json.expect('"');
        for (int next = bytes.next(); next != '"'; next = bytes.next()) {
            name.append(next == '\\' ? json.escape() : (char) next);
        }
        return name.toString();
    }

    private static boolean[] inBase64() {
        boolean[] kind = new boolean[256];
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            kind[c] = true;
        }
        return kind;
    }
}
