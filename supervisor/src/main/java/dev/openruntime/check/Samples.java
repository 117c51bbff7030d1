package dev.openruntime.check;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.Hook;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies to call a worker with. */
final class Samples {

    /** Close to the platform's 6 MB, with room for what a worker adds. */
    private static final int BIG_BYTES = 5_900_000;

    private Samples() {}

    /** What a hook is usually called with (P35). */
    static Body usual(Hook hook, Body event) {
        return switch (hook) {
            case BEFORE, HANDLE, TIMEOUT -> event;
            case AFTER -> text("{\"statusCode\":200,\"headers\":{\"content-type\":\"text/plain\"},\"body\":\"hello\"}");
            case ERROR ->
                text("{\"errorType\":\"TypeError\",\"errorMessage\":\"there is no name\",\"stackTrace\":[\"at f\"]}");
            case FLUSH -> Body.EMPTY;
        };
    }

    /** Bodies as they seldom come (P12), by their names. */
    static Map<String, Body> unusual() {
        Map<String, Body> bodies = new LinkedHashMap<>();
        bodies.put("no body", Body.EMPTY);
        bodies.put("5.9 MB", text("{\"body\":\"" + "x".repeat(BIG_BYTES) + "\"}"));
        byte[] binary = new byte[1024];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) i;
        }
        bodies.put("binary", Body.of(binary));
        bodies.put("text", text("no JSON, but { text\n"));
        bodies.put(
                "newlines and U+2028",
                text("{\n  \"a\": \"one\\ntwo\",\r\n  \"b\": \"\u2028\u00e9\ud83d\ude80\"\n}\n"));
        bodies.put("a JSON list", text("[1, null, \"\"]"));
        return bodies;
    }

    private static Body text(String text) {
        return Body.of(text);
    }
}
