package dev.openruntime.worker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * How a process can be made to show where it is, though it may hear nothing: by a signal, which makes it write its
 * stack to a file that it holds open.
 *
 * @param signal the signal's name without {@code SIG}
 * @param pid the process that takes it
 * @param descriptor the process's own number of the file
 */
public record StackOffer(String signal, long pid, int descriptor) {

    /** The object that the parser is at. One that lacks a member is no offer. */
    static Optional<StackOffer> read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("`stack` must be an object");
        }
        String signal = "";
        long pid = -1;
        int descriptor = -1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            if (member.equals("signal") && value == JsonToken.VALUE_STRING) {
                signal = json.getText();
            } else if (member.equals("pid") && value == JsonToken.VALUE_NUMBER_INT) {
                pid = json.getLongValue();
            } else if (member.equals("fd") && value == JsonToken.VALUE_NUMBER_INT) {
                descriptor = json.getIntValue();
            } else {
                json.skipChildren();
            }
        }
        return signal.isEmpty() || pid <= 0 || descriptor < 0
                ? Optional.empty()
                : Optional.of(new StackOffer(signal, pid, descriptor));
    }
}
