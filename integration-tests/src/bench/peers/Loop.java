import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The least that a JVM needs: a runtime that returns its event, over one raw keep-alive socket. */
public final class Loop {

    private static final String API = System.getenv("AWS_LAMBDA_RUNTIME_API");
    private static final byte[] BUFFER = new byte[8 * 1024 * 1024];

    private static int begin;
    private static int end;
    private static String head = "";

    private Loop() {}

    public static void main(String[] arguments) throws IOException {
        int colon = API.indexOf(':');
        try (Socket socket = new Socket(API.substring(0, colon), Integer.parseInt(API.substring(colon + 1)))) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (true) {
                send(out, "GET /2018-06-01/runtime/invocation/next", new byte[0]);
                receive(in);
                String id = header("lambda-runtime-aws-request-id:");
                byte[] event = Arrays.copyOfRange(BUFFER, begin, end);
                send(out, "POST /2018-06-01/runtime/invocation/" + id + "/response", event);
                receive(in);
            }
        }
    }

    private static void send(OutputStream out, String line, byte[] body) throws IOException {
        byte[] start = (line + " HTTP/1.1\r\nHost: " + API + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        out.write(whole);
    }

    private static void receive(InputStream in) throws IOException {
        int got = 0;
        begin = -1;
        end = Integer.MAX_VALUE;
        while (got < end) {
            int more = in.read(BUFFER, got, BUFFER.length - got);
            if (more < 0) {
                System.exit(0);
            }
            got += more;
            for (int i = 3; begin < 0 && i < got; i++) {
                if (BUFFER[i] == '\n' && BUFFER[i - 1] == '\r' && BUFFER[i - 2] == '\n') {
                    begin = i + 1;
                    head = new String(BUFFER, 0, begin, StandardCharsets.ISO_8859_1);
                    String length = header("content-length:");
                    end = begin + (length.isEmpty() ? 0 : Integer.parseInt(length));
                }
            }
        }
    }

    private static String header(String name) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(name);
        return at < 0 ? "" : head.substring(at + name.length(), head.indexOf('\r', at)).strip();
    }
}
