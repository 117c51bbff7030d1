package dev.openruntime.emulator.url;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the event of a request to a function URL: payload format 2.0, as a URL without authorisation writes it.
 * Cookies are in {@code cookies} and, unlike what API Gateway does, in {@code headers} too. Stateless; any thread.
 */
public final class UrlEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String ANY = "$default";

    private UrlEvent() {}

    /**
     * The event as JSON.
     *
     * @param traceId the X-Ray header that the function will see
     * @param now when the request came
     */
    public static byte[] write(UrlRequest request, String requestId, String traceId, Instant now) {
        var bytes = new ByteArrayOutputStream(1024 + request.body().length * 4 / 3);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, request, new Call(requestId, traceId, now));
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    /** What the platform adds. */
    private record Call(String requestId, String traceId, Instant now) {}

    private static void write(JsonGenerator json, UrlRequest request, Call call) throws IOException {
        Map<String, String> headers = UrlFields.headers(request, call.traceId());
        json.writeStartObject();
        json.writeStringField("version", "2.0");
        json.writeStringField("routeKey", ANY);
        json.writeStringField("rawPath", request.path());
        json.writeStringField("rawQueryString", request.query());
        List<String> cookies = UrlFields.cookies(request);
        if (!cookies.isEmpty()) {
            json.writeArrayFieldStart("cookies");
            for (String cookie : cookies) {
                json.writeString(cookie);
            }
            json.writeEndArray();
        }
        writeMap(json, "headers", headers);
        Map<String, String> parameters = UrlFields.parameters(request.query());
        if (!parameters.isEmpty()) {
            writeMap(json, "queryStringParameters", parameters);
        }
        writeContext(json, request, headers, call);
        writeBody(json, request, headers);
        json.writeEndObject();
    }

    private static void writeContext(JsonGenerator json, UrlRequest request, Map<String, String> headers, Call call)
            throws IOException {
        String domain = UrlFields.domain(headers);
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("accountId", "anonymous");
        json.writeStringField("apiId", prefix(domain));
        json.writeStringField("domainName", domain);
        json.writeStringField("domainPrefix", prefix(domain));
        json.writeObjectFieldStart("http");
        json.writeStringField("method", request.method());
        json.writeStringField("path", request.path());
        json.writeStringField("protocol", request.protocol());
        json.writeStringField("sourceIp", "127.0.0.1");
        json.writeStringField("userAgent", headers.getOrDefault("user-agent", ""));
        json.writeEndObject();
        json.writeStringField("requestId", call.requestId());
        json.writeStringField("routeKey", ANY);
        json.writeStringField("stage", ANY);
        json.writeStringField("time", TIME.format(call.now()));
        json.writeNumberField("timeEpoch", call.now().toEpochMilli());
        json.writeEndObject();
    }

    private static String prefix(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? domain : domain.substring(0, dot);
    }

    private static void writeBody(JsonGenerator json, UrlRequest request, Map<String, String> headers)
            throws IOException {
        Optional<String> text = UrlFields.text(request.body(), headers);
        if (request.body().length > 0) {
            json.writeStringField(
                    "body", text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())));
        }
        json.writeBooleanField("isBase64Encoded", request.body().length > 0 && text.isEmpty());
    }

    private static void writeMap(JsonGenerator json, String name, Map<String, String> map) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
