package dev.openruntime.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes requests that are nearly right, in many ways wrong, and after mutation hardly requests. One seed, one row. */
final class FuzzedRequests {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "get", "", "PO ST", "\0", "PRI");
    private static final List<String> PATHS = List.of(
            "/",
            "*",
            "",
            "?",
            "/a b",
            "/%zz?%=%&&==",
            "/%00/%2e%2e/..//",
            "/?a=1&a=2#x",
            "http://host:1/x?y",
            "://",
            "http://",
            "/2015-03-31/functions/function/invocations",
            "/2015-03-31/functions/function:x/invocations?Qualifier=%zz",
            "/2015-03-31/functions/%zz/invocations",
            "/2015-03-31/functions/function/configuration",
            "/2015-03-31/functions//invocations",
            "/2014-11-13/functions/function/invoke-async/",
            "/2018-06-01/runtime/invocation/next",
            "/2018-06-01/runtime/invocation/%zz/response",
            "/2018-06-01/runtime/invocation/x/error",
            "/2018-06-01/runtime/init/error",
            "/2020-01-01/extension/register",
            "/2020-01-01/extension/event/next",
            "/2020-01-01/extension/init/error",
            "/2022-07-01/telemetry",
            "/2020-08-15/logs",
            "/ping");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "");
    private static final List<String> HEADERS = List.of(
            "Host",
            "Connection",
            "Content-Length",
            "Transfer-Encoding",
            "Expect",
            "Cookie",
            "Content-Type",
            "Content-Encoding",
            "Trailer",
            "Upgrade",
            "X-Amz-Invocation-Type",
            "X-Amz-Client-Context",
            "X-Amz-Log-Type",
            "X-Amz-Tenant-Id",
            "X-Amzn-Trace-Id",
            "Lambda-Extension-Name",
            "Lambda-Extension-Identifier",
            "Lambda-Runtime-Function-Error-Type",
            "Lambda-Runtime-Function-Response-Mode",
            " X",
            "X Y",
            "");
    private static final List<String> VALUES = List.of(
            "",
            "close",
            "keep-alive",
            "chunked",
            "gzip, chunked",
            "-1",
            "3",
            "99999999999999999999",
            "100-continue",
            "Event",
            "RequestResponse",
            "DryRun",
            "Tail",
            "e30=",
            "***",
            "a=b; c; =;;",
            "application/json",
            "text/plain; charset=x",
            "streaming",
            "h2c, websocket",
            "00000000-0000-0000-0000-000000000000",
            "localhost:",
            ":::",
            "\u00ff\u0080",
            "line\r\n folded",
            "a\0b");
    private static final List<String> BODIES =
            List.of("", "{}", "{\"events\":[\"INVOKE\"]}", "{\"events\":7}", "[[[[", "{\"statusCode\":", "\0\0\0", "x");

    private final SplittableRandom random;

    FuzzedRequests(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Everything that one client sends over one connection. */
    byte[] next() {
        var all = new ByteArrayOutputStream();
        int requests = random.nextInt(10) == 0 ? random.nextInt(2, 80) : random.nextInt(1, 4);
        for (int i = 0; i < requests; i++) {
            all.writeBytes(request());
        }
        byte[] bytes = all.toByteArray();
        return random.nextInt(3) == 0 ? mutated(bytes) : bytes;
    }

    private byte[] request() {
        var head = new StringBuilder(pick(METHODS)).append(' ').append(path()).append(' ');
        head.append(pick(VERSIONS)).append(random.nextInt(20) == 0 ? "\n" : "\r\n");
        int headers = random.nextInt(50) == 0 ? 3000 : random.nextInt(6);
        for (int i = 0; i < headers; i++) {
            head.append(pick(HEADERS)).append(random.nextInt(20) == 0 ? "" : ": ");
            head.append(pick(VALUES)).append("\r\n");
        }
        byte[] body = body();
        int framing = random.nextInt(4);
        if (framing == 0) {
            head.append("Transfer-Encoding: chunked\r\n");
            body = chunked(body);
        } else if (framing < 3) {
            int wrong = random.nextInt(5) == 0 ? random.nextInt(-3, 50) : 0;
            head.append("Content-Length: ").append(body.length + wrong).append("\r\n");
        }
        head.append(random.nextInt(20) == 0 ? "" : "\r\n");
        return joined(head.toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    private String path() {
        return random.nextInt(60) == 0 ? "/" + "x".repeat(70_000) : pick(PATHS);
    }

    private byte[] body() {
        if (random.nextInt(100) == 0) {
            return new byte[7 * 1024 * 1024];
        }
        if (random.nextInt(5) == 0) {
            byte[] noise = new byte[random.nextInt(5000)];
            random.nextBytes(noise);
            return noise;
        }
        return pick(BODIES).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] chunked(byte[] body) {
        var chunks = new StringBuilder();
        String size = random.nextInt(5) == 0 ? pick(List.of("zz", "-1", "ffffffffff", "", "3;x=y")) : "";
        chunks.append(size.isEmpty() ? Integer.toHexString(body.length) : size).append("\r\n");
        byte[] end = pick(List.of(
                        "\r\n0\r\n\r\n",
                        "\r\n0\r\nX-Trailer: y\r\nLambda-Runtime-Function-Error-Type: z\r\n\r\n",
                        "0\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
        return joined(chunks.toString().getBytes(StandardCharsets.US_ASCII), joined(body, end));
    }

    private byte[] mutated(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(1, 6); i > 0 && changed.length > 1; i--) {
            int at = random.nextInt(changed.length);
            int to = Math.min(changed.length, at + random.nextInt(1, 40));
            changed = switch (random.nextInt(4)) {
                case 0 -> joined(Arrays.copyOf(changed, at), Arrays.copyOfRange(changed, to, changed.length));
                case 1 -> joined(Arrays.copyOf(changed, to), Arrays.copyOfRange(changed, at, changed.length));
                case 2 -> Arrays.copyOf(changed, at);
                default -> flipped(changed, at);
            };
        }
        return changed;
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) random.nextInt(256);
        return changed;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
