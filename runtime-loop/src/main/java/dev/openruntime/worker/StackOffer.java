package dev.openruntime.worker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** How a process can be made to show where it is, though it may hear nothing: by a signal, and in one of these ways. */
public sealed interface StackOffer {

    /** The signal's name without {@code SIG}. */
    String signal();

    /** The process that takes it. */
    long pid();

    /**
     * It writes its stack to a file that it holds open.
     *
     * @param descriptor the process's own number of the file
     */
    record InFile(String signal, long pid, int descriptor) implements StackOffer {}

    /** It prints the dump of all threads on standard error that a HotSpot JVM prints. */
    record ByJvm(String signal, long pid) implements StackOffer {}

    /** It opens the inspector of V8 on a loopback port, and says on standard error where. */
    record ByInspector(String signal, long pid) implements StackOffer {}

    /** The object that the parser is at. One that lacks a member, or that names a way unknown to us, is no offer. */
    static Optional<StackOffer> read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("`stack` must be an object");
        }
        String signal = "";
        String by = "";
        long pid = -1;
        int descriptor = -1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            if (member.equals("signal") && value == JsonToken.VALUE_STRING) {
                signal = json.getText();
            } else if (member.equals("by") && value == JsonToken.VALUE_STRING) {
                by = json.getText();
            } else if (member.equals("pid") && value == JsonToken.VALUE_NUMBER_INT) {
                pid = json.getLongValue();
            } else if (member.equals("fd") && value == JsonToken.VALUE_NUMBER_INT) {
                descriptor = json.getIntValue();
            } else {
                json.skipChildren();
            }
        }
        return signal.isEmpty() || pid <= 0 ? Optional.empty() : of(signal, pid, by, descriptor);
    }

    private static Optional<StackOffer> of(String signal, long pid, String by, int descriptor) {
        return switch (by) {
            case "" -> descriptor < 0 ? Optional.empty() : Optional.of(new InFile(signal, pid, descriptor));
            case "jvm" -> Optional.of(new ByJvm(signal, pid));
            case "inspector" -> Optional.of(new ByInspector(signal, pid));
            default -> Optional.empty();
        };
    }
}
