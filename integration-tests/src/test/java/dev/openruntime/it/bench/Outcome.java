package dev.openruntime.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What was posted for an event.
 *
 * @param isError whether it was posted as an error
 */
public record Outcome(boolean isError, Request request) {

    /** The bytes. */
    public byte[] body() {
        return request.body().array();
    }

    /** The bytes as text. */
    public String text() {
        return request.text();
    }

    /** The body as JSON. */
    public JsonNode json() {
        return Json.read(request.text());
    }

    /** The member {@code errorType} of an error. */
    public String errorType() {
        return json().path("errorType").asText();
    }

    /** The member {@code errorMessage} of an error. */
    public String errorMessage() {
        return json().path("errorMessage").asText();
    }

    /** When it was here. */
    public Instant arrived() {
        return request.arrived();
    }

    @Override
    public String toString() {
        String text = text();
        return (isError ? "error " : "response ") + (text.length() < 2000 ? text : text.length() + " characters");
    }
}
