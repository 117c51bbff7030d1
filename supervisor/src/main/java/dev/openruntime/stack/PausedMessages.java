package dev.openruntime.stack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the messages of an inspector up to the one that says that it has stopped: which scripts there are, and then in
 * which of them it is. The kit's and Node's own places are left out.
 */
final class PausedMessages {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> scripts = new HashMap<>();

    /** One place: lines and columns count from 0. */
    private static final class Frame {

        private String function = "";
        private String script = "";
        private long line;
        private long column;

        String text(String url) {
            String place = url + ":" + (line + 1) + ":" + (column + 1);
            return function.isEmpty() ? "    at " + place : "    at " + function + " (" + place + ")";
        }
    }

    /** Reads what says nothing: the first time takes the longest. */
    void practise() throws IOException {
        Optional<String> _ = read("{\"id\":0,\"result\":{}}".getBytes(StandardCharsets.UTF_8));
    }

    /** The stack, a line for each place, if this is the message that has it. */
    Optional<String> read(byte[] message) throws IOException {
        try (JsonParser json = JSON.createParser(message)) {
            String method = "";
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                if (member.equals("method")) {
                    method = json.getText();
                } else if (member.equals("params") && method.equals("Debugger.scriptParsed")) {
                    script(json);
                } else if (member.equals("params") && method.equals("Debugger.paused")) {
                    return Optional.of(paused(json));
                } else {
                    json.skipChildren();
                }
            }
            return Optional.empty();
        }
    }

    private void script(JsonParser json) throws IOException {
        String id = "";
        String url = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "scriptId" -> id = json.getText();
                case "url" -> url = json.getText();
                default -> json.skipChildren();
            }
        }
        scripts.put(id, url);
    }

    private String paused(JsonParser json) throws IOException {
        List<String> lines = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean frames = json.currentName().equals("callFrames");
            json.nextToken();
            if (!frames) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Frame frame = frame(json);
                String url = scripts.getOrDefault(frame.script, "");
                if (isOfTheFunction(url)) {
                    lines.add(frame.text(url));
                }
            }
        }
        return String.join("\n", lines);
    }

    private static Frame frame(JsonParser json) throws IOException {
        Frame frame = new Frame();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "functionName" -> frame.function = json.getText();
                case "location" -> location(json, frame);
                default -> json.skipChildren();
            }
        }
        return frame;
    }

    private static void location(JsonParser json, Frame frame) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "scriptId" -> frame.script = json.getText();
                case "lineNumber" -> frame.line = json.getLongValue();
                case "columnNumber" -> frame.column = json.getLongValue();
                default -> json.skipChildren();
            }
        }
    }

    private static boolean isOfTheFunction(String url) {
        return !url.isEmpty() && !url.startsWith("node:") && !url.contains("/workers/node/");
    }
}
