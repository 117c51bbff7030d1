package dev.openruntime.handler;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request is for. */
sealed interface Route {

    /** {@code next}. */
    record Next() implements Route {}

    /** A post under the id of an event. */
    record Post(RuntimeState kind, String requestId) implements Route {}

    /** {@code init/error}. */
    record InitError() implements Route {}

    /** {@code restore/next}. */
    record RestoreNext() implements Route {}

    /** {@code restore/error}. */
    record RestoreError() implements Route {}

    /** Whatever is the platform's alone: extensions, telemetry, credentials, what nobody knows yet. */
    record Elsewhere() implements Route {}

    /** Where the calls of the Runtime API are. */
    String ROOT = "/2018-06-01/runtime/";

    /** A post, with its id and its kind. */
    Pattern POST = Pattern.compile(ROOT + "invocation/([^/]*)/(response|error)");

    /**
     * Of a request.
     *
     * @param target path and query
     */
    static Route of(HttpMethod method, String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (method.equals(HttpMethod.GET) && path.equals(ROOT + "invocation/next")) {
            return new Next();
        }
        if (method.equals(HttpMethod.GET) && path.equals(ROOT + "restore/next")) {
            return new RestoreNext();
        }
        if (method.equals(HttpMethod.POST)) {
            Matcher post = POST.matcher(path);
            if (post.matches()) {
                return new Post(
                        post.group(2).equals("response")
                                ? RuntimeState.INVOCATION_RESPONSE
                                : RuntimeState.INVOCATION_ERROR_RESPONSE,
                        decoded(post.group(1)));
            }
            if (path.equals(ROOT + "init/error")) {
                return new InitError();
            }
            if (path.equals(ROOT + "restore/error")) {
                return new RestoreError();
            }
        }
        return new Elsewhere();
    }

    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEncoding) {
            return id; // then it is nobody's id, which is what it is answered with
        }
    }
}
