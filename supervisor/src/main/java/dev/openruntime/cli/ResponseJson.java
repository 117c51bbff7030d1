package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a response into a JSON document: as {@code response} if it is JSON itself, else as {@code responseText}, else,
 * if it is no UTF-8 either, as {@code responseBase64}.
 */
final class ResponseJson {

    private ResponseJson() {}

    static void write(JsonGenerator json, byte[] payload, String contentType) throws IOException {
        json.writeStringField("contentType", contentType);
        if (JsonText.flaw(payload).isEmpty()) {
            json.writeFieldName("response");
            json.writeRawValue(new String(payload, StandardCharsets.UTF_8).strip());
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            json.writeStringField("responseText", text);
        } catch (CharacterCodingException e) {
            json.writeBinaryField("responseBase64", payload);
        }
    }
}
