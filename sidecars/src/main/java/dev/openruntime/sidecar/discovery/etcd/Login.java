package dev.openruntime.sidecar.discovery.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.openruntime.sidecar.discovery.etcd.EtcdSettings.Access;
import dev.openruntime.sidecar.json.PlainJson;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. A user has a name and a password, for which etcd gives a token that it forgets after a while; then it
 * refuses what is asked with it, and gives another. Any thread.
 */
final class Login {

    static final String PATH = "/v3/auth/authenticate";

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final Access access;
    private volatile @Nullable String token;

    Login(Access access) {
        this.access = access;
        this.token = access instanceof Access.Token(String given) ? given : null;
    }

    /** What goes into the header {@code Authorization}. */
    Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /** What is posted to {@link #PATH} before anything else is asked; empty if nothing need be. */
    Optional<byte[]> due() {
        return token == null && access instanceof Access.User(String name, String password)
                ? Optional.of(("{\"name\":" + quoted(name) + ",\"password\":" + quoted(password) + "}").getBytes(UTF_8))
                : Optional.empty();
    }

    /** @param answer to {@link #due} */
    void done(byte[] answer) throws IOException {
        Object given = PlainJson.object(answer).get("token");
        if (given == null) {
            throw new IOException("it gave no token");
        }
        token = given.toString();
    }

    /** Whether it is worth asking again with another token; the one that there was is forgotten then. */
    boolean isOver(int status) {
        boolean over = access instanceof Access.User && (status == UNAUTHORIZED || status == BAD_REQUEST);
        if (over) {
            token = null;
        }
        return over;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
