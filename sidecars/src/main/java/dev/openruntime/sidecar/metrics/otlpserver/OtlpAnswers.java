package dev.openruntime.sidecar.metrics.otlpserver;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The two messages that a sender is answered by, in the encoding of its request. Pure. */
final class OtlpAnswers {

    /** Of google.rpc.Code. */
    private static final int INVALID_ARGUMENT = 3;

    private static final int NUMBER_ONE = 0x08;
    private static final int MESSAGE_ONE = 0x0a;
    private static final int TEXT_TWO = 0x12;
    private static final int GROUP = 0x7f;
    private static final int MORE = 0x80;
    private static final int GROUP_BITS = 7;

    private OtlpAnswers() {}

    /** An {@code ExportMetricsServiceResponse}. */
    static byte[] taken(boolean isJson, int rejected, String why) {
        if (isJson) {
            String partly = "{\"rejectedDataPoints\":\"" + rejected + "\",\"errorMessage\":" + quoted(why) + "}";
            return utf8(rejected == 0 ? "{}" : "{\"partialSuccess\":" + partly + "}");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        if (rejected > 0) {
            byte[] partly = numberAndText(rejected, why);
            whole.write(MESSAGE_ONE);
            varint(whole, partly.length);
            whole.writeBytes(partly);
        }
        return whole.toByteArray();
    }

    /** A {@code google.rpc.Status}. */
    static byte[] refused(boolean isJson, String why) {
        return isJson
                ? utf8("{\"code\":" + INVALID_ARGUMENT + ",\"message\":" + quoted(why) + "}")
                : numberAndText(INVALID_ARGUMENT, why);
    }

    private static byte[] numberAndText(int number, String text) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] words = utf8(text);
        message.write(NUMBER_ONE);
        varint(message, number);
        message.write(TEXT_TWO);
        varint(message, words.length);
        message.writeBytes(words);
        return message.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int left = value;
        while ((left & ~GROUP) != 0) {
            out.write((left & GROUP) | MORE);
            left >>>= GROUP_BITS;
        }
        out.write(left);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
