import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * The handler of the training run, which is a runtime itself: answers each event with itself, in each way that the
 * Runtime API has in turn, but for one that asks it to hang. It asks for a thing of the platform's, too.
 */
final class TrainingRuntime {

    private static final String ROOT = "/2018-06-01/runtime/";

    private final InputStream in;
    private final Socket socket;

    private TrainingRuntime(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static void main(String[] arguments) throws Exception {
        String api = System.getenv("AWS_LAMBDA_RUNTIME_API");
        try (InputStream platforms = URI.create("http://" + api + "/training").toURL().openStream()) {
            byte[] _ = platforms.readAllBytes();
        }
        String address = System.getenv("OPEN_RUNTIME_DISCOVERY");
        try (InputStream orders = URI.create(address + "/v1/services/orders").toURL().openStream()) {
            byte[] _ = orders.readAllBytes();
        }
        int port = Integer.parseInt(api.substring(api.indexOf(':') + 1));
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setTcpNoDelay(true);
            new TrainingRuntime(socket).loop();
        }
    }

    private void loop() throws Exception {
        for (int turn = 1; ; turn++) {
            send("GET " + ROOT + "invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
            Answer event = answer();
            if (event.body().contains("\"hang\":\"handler\"")) {
                new CountDownLatch(1).await();
            }
            String path = ROOT + "invocation/" + event.requestId();
            String head = " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
            String whole = "Content-Length: " + event.body().length() + "\r\n\r\n" + event.body();
            switch (turn % 7) {
                case 0 -> send("POST " + path + "/error" + head + whole);
                case 1 -> send("POST " + path + "/response" + head + "Transfer-Encoding: chunked\r\n"
                        + "Lambda-Runtime-Function-Response-Mode: streaming\r\n\r\n"
                        + Integer.toHexString(event.body().length()) + "\r\n" + event.body() + "\r\n0\r\n\r\n");
                default -> send("POST " + path + "/response" + head + whole);
            }
            Answer _ = answer();
        }
    }

    private void send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private record Answer(String requestId, String body) {}

    private Answer answer() throws IOException {
        String requestId = "";
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.regionMatches(true, 0, "Lambda-Runtime-Aws-Request-Id:", 0, 30)) {
                requestId = value;
            } else if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(value);
            }
        }
        return new Answer(requestId, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the supervisor hung up");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }
}
