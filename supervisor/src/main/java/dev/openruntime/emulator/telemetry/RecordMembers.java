package dev.openruntime.emulator.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the members of a JSON object. */
@FunctionalInterface
public interface RecordMembers {
    /** Writes field after field; the object's begin and end are not its business. */
    void write(JsonGenerator json) throws IOException;
}
