package dev.openruntime.handler;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is for.
 *
 * @param requestId of the event that is posted for, as the client says; empty elsewhere
 */
record Route(Endpoint endpoint, String requestId) {

    /** An enum, since the first switch over types costs a start some milliseconds. */
    enum Endpoint {
        NEXT,
        RESPONSE,
        ERROR,
        INIT_ERROR,
        RESTORE_NEXT,
        RESTORE_ERROR,
        /** Whatever is the platform's alone: extensions, telemetry, credentials, what nobody knows yet. */
        ELSEWHERE
    }

    private static final String ROOT = "/2018-06-01/runtime/";

    private static final Pattern POST = Pattern.compile(ROOT + "invocation/([^/]*)/(response|error)");

    /**
     * Of a request.
     *
     * @param target path and query
     */
    static Route of(String method, String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return switch (method) {
            case "GET" -> new Route(get(path), "");
            case "POST" -> post(path);
            default -> new Route(Endpoint.ELSEWHERE, "");
        };
    }

    private static Endpoint get(String path) {
        return switch (path) {
            case ROOT + "invocation/next" -> Endpoint.NEXT;
            case ROOT + "restore/next" -> Endpoint.RESTORE_NEXT;
            default -> Endpoint.ELSEWHERE;
        };
    }

    private static Route post(String path) {
        Matcher post = POST.matcher(path);
        if (post.matches()) {
            return new Route(
                    post.group(2).equals("response") ? Endpoint.RESPONSE : Endpoint.ERROR, decoded(post.group(1)));
        }
        return switch (path) {
            case ROOT + "init/error" -> new Route(Endpoint.INIT_ERROR, "");
            case ROOT + "restore/error" -> new Route(Endpoint.RESTORE_ERROR, "");
            default -> new Route(Endpoint.ELSEWHERE, "");
        };
    }

    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEncoding) {
            return id; // then it is nobody's id, which is what it is answered with
        }
    }
}
