package dev.openruntime.emulator.url;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gathers the members of an answer while it is read. That one of them has a wrong type only counts if there is a
 * {@code statusCode}, for else the whole is just a body. For one thread.
 */
final class UrlAnswerParts {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern STATUS = Pattern.compile("[2-5]\\d\\d");
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> cookies = new ArrayList<>();
    private Optional<String> status = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private String body = "";
    private boolean base64;

    /** Takes a member whose value the parser stands at, to that value's end. */
    void take(String name, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "statusCode" -> status = Optional.of(scalar(name, json));
            case "headers" -> takeHeaders(json);
            case "cookies" -> takeCookies(json);
            case "body" -> body = text(name, json);
            case "isBase64Encoded" -> base64 = Boolean.parseBoolean(scalar(name, json));
            default -> json.skipChildren();
        }
    }

    private String scalar(String name, JsonParser json) throws IOException {
        if (json.currentToken().isScalarValue()) {
            return json.getText();
        }
        json.skipChildren();
        problem = problem.or(() -> Optional.of(name + " is not a single value"));
        return "";
    }

    private String text(String name, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            problem = problem.or(() -> Optional.of(name + " is not a string; write JSON as text"));
        }
        return scalar(name, json);
    }

    private void takeHeaders(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            problem = problem.or(() -> Optional.of("headers is not an object"));
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                headers.put(name.toLowerCase(Locale.ROOT), scalar("headers." + name, json));
            }
        }
    }

    private void takeCookies(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            problem = problem.or(() -> Optional.of("cookies is not a list"));
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            cookies.add(text("cookies", json));
        }
    }

    boolean hasStatus() {
        return status.isPresent();
    }

    /** The response that the members describe. */
    UrlAnswer structured() throws MalformedAnswerException {
        try {
            return answer(base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswerException("isBase64Encoded is true, but body is no base64: " + e.getMessage());
        }
    }

    /** The same with another body: the members were its prelude. */
    UrlAnswer framing(byte[] bytes) throws MalformedAnswerException {
        return answer(bytes);
    }

    private UrlAnswer answer(byte[] bytes) throws MalformedAnswerException {
        if (problem.isPresent()) {
            throw new MalformedAnswerException(problem.get());
        }
        String code = status.orElse("200");
        if (!STATUS.matcher(code).matches()) {
            throw new MalformedAnswerException("statusCode is " + code + ", not a number from 200 to 599");
        }
        List<Map.Entry<String, String>> all = new ArrayList<>();
        if (bytes.length > 0 && !headers.containsKey("content-type")) {
            all.add(Map.entry("content-type", "application/json"));
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!UrlFields.OF_THE_CONNECTION.contains(header.getKey())
                    && !header.getKey().equals("content-length")) {
                all.add(checked(header.getKey(), header.getValue()));
            }
        }
        for (String cookie : cookies) {
            all.add(checked("set-cookie", cookie));
        }
        boolean noBody = WITHOUT_BODY.contains(Integer.valueOf(code));
        return new UrlAnswer(Integer.parseInt(code), all, noBody ? new byte[0] : bytes);
    }

    private static Map.Entry<String, String> checked(String name, String value) throws MalformedAnswerException {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new MalformedAnswerException("the header `" + name + "` cannot be sent over HTTP as it is");
        }
        return Map.entry(name, value);
    }
}
