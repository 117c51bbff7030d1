package dev.openruntime.sidecar.metrics.http;

import dev.openruntime.sidecar.metrics.output.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** What receivers answer, as far as it matters: the status, and a body whose length is said. Pure. */
final class Answers {

    /** What is longer than this is cut. */
    static final int MOST_BYTES = 16 * 1024;

    private static final String LENGTH = "\r\ncontent-length:";
    private static final int SHOWN = 120;
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECTION = 300;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private Answers() {}

    static boolean hasHead(ByteArrayOutputStream answer) {
        return answer.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n");
    }

    /** Whether nothing more need be awaited. Where no length is said the end of the connection is the end. */
    static boolean isWhole(ByteArrayOutputStream answer) {
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        return length >= 0 && length < end && text.length() >= end + 4 + length(text, length + LENGTH.length());
    }

    private static int length(String text, int from) {
        String number = text.substring(from, text.indexOf("\r\n", from)).strip();
        try {
            return Math.clamp(Long.parseLong(number), 0, MOST_BYTES);
        } catch (NumberFormatException e) {
            return MOST_BYTES;
        }
    }

    /**
     * What it means. A 5xx may come of a gateway whose receiver has the batch; with 503 and 429 a receiver says that it
     * did not take it. What is wrong with the settings (401, 404) can be mended, what is wrong with a batch can't.
     */
    static Delivery delivery(byte[] answer, Function<byte[], Delivery> accepted) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        int status = end < 0 ? 0 : status(text);
        if (status == 0) {
            return Delivery.uncertain(
                    answer.length == 0 ? "it hung up without an answer" : "its answer is none of HTTP");
        }
        String why = "it answered " + status + shown(text.substring(end + 4));
        if (status >= FIRST_SUCCESS && status < FIRST_REDIRECTION) {
            return accepted.apply(Arrays.copyOfRange(answer, end + 4, answer.length));
        }
        if (status == TOO_LARGE) {
            return Delivery.tooLarge(why);
        }
        if (status == BAD_REQUEST || status == UNPROCESSABLE) {
            return Delivery.rejected(why);
        }
        return status >= FIRST_SERVER_ERROR && status != UNAVAILABLE ? Delivery.failed(why) : Delivery.kept(why);
    }

    private static int status(String text) {
        String[] words = text.substring(0, text.indexOf("\r\n")).split(" ", 3);
        boolean isHttp = words.length >= 2 && words[0].startsWith("HTTP/1.") && words[1].length() == 3;
        try {
            return isHttp ? Integer.parseInt(words[1]) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String shown(String body) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(body.length(), SHOWN); i++) {
            char c = body.charAt(i);
            shown.append(c < ' ' || c > '~' ? ' ' : c);
        }
        String words = shown.toString().strip();
        return words.isEmpty() ? "" : ": " + words;
    }
}
