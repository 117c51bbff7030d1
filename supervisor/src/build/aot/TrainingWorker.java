import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A worker for the training run: answers each call at once, with each action in turn that the hook allows, so that
 * every way through the pipeline is taken; but for events that ask it to hang, which those do whose stack is a JVM's. It
 * is written in Java since whoever builds has that.
 *
 * <p>Arguments: how it offers to show its stack, then its hooks.
 */
final class TrainingWorker {

    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
    private static final Pattern HOOK = Pattern.compile("\"hook\":\"([a-z]+)\"");

    private TrainingWorker() {}

    public static void main(String[] arguments) throws Exception {
        List<String> hooks = List.of(arguments).subList(1, arguments.length);
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        String offered = hooks.stream().map(hook -> '"' + hook + '"').collect(Collectors.joining(","));
        send(out, "{\"type\":\"ready\",\"protocol\":1,\"hooks\":[" + offered + "],\"stack\":" + stack(arguments[0]) + "}", "");
        boolean mayHang = arguments[0].equals("jvm");
        boolean hears = true;
        for (int headerLength = in.readInt(); ; headerLength = in.readInt()) {
            int bodyLength = in.readInt();
            String header = new String(in.readNBytes(headerLength), StandardCharsets.UTF_8);
            String body = new String(in.readNBytes(bodyLength), StandardCharsets.UTF_8);
            if (header.contains("\"type\":\"shutdown\"")) {
                return;
            }
            Matcher id = ID.matcher(header);
            Matcher hook = HOOK.matcher(header);
            if (!id.find()) {
                continue;
            }
            if (header.contains("\"type\":\"cancel\"")) {
                if (hears) {
                    endCancelled(out, Long.parseLong(id.group(1)));
                }
            } else if (mayHang && header.contains("\"hook\":\"before\"") && body.contains("\"hang\":\"worker")) {
                hears = body.contains("\"hang\":\"worker, hearing\"");
                send(out, "{\"type\":\"progress\",\"id\":" + id.group(1) + ",\"note\":\"hanging\"}", "");
            } else if (hook.find()) {
                answer(out, Long.parseLong(id.group(1)), hook.group(1), body);
            }
        }
    }

    /** One of each kind; only that of who hangs is taken up, and that signal is harmless to a JVM. */
    private static String stack(String kind) {
        long pid = ProcessHandle.current().pid();
        return switch (kind) {
            case "jvm" -> "{\"signal\":\"QUIT\",\"pid\":" + pid + ",\"by\":\"jvm\"}";
            case "inspector" -> "{\"signal\":\"USR1\",\"pid\":" + pid + ",\"by\":\"inspector\"}";
            default -> "{\"signal\":\"USR1\",\"pid\":" + pid + ",\"fd\":1}";
        };
    }

    private static void endCancelled(DataOutputStream out, long id) throws IOException {
        send(out, "{\"type\":\"stack\",\"id\":" + id + ",\"lines\":[\"hanging\"]}", "");
        String error = "{\"errorType\":\"Cancelled\",\"errorMessage\":\"as asked\"}";
        send(out, "{\"type\":\"result\",\"id\":" + id + ",\"action\":\"fail\"}", error);
    }

    private static void answer(DataOutputStream out, long id, String hook, String body) throws IOException {
        if (id % 5 == 0) {
            send(out, "{\"type\":\"log\",\"level\":\"info\",\"message\":\"call " + id + "\",\"id\":" + id + "}", "");
        }
        if (id % 3 == 0) {
            measure(out, "counter");
            sendStatsd("training.set:" + id + "|s");
            measure(out, "timer");
            measure(out, "gauge");
        }
        String action =
                switch (hook) {
                    case "before", "after" -> id % 2 == 0 ? "replace" : "continue";
                    default -> "continue";
                };
        send(out, "{\"type\":\"result\",\"id\":" + id + ",\"action\":\"" + action + "\"}", action.equals("continue") ? "" : body);
    }

    private static void sendStatsd(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int port = Integer.parseInt(System.getenv("STATSD_PORT"));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral("127.0.0.1"), port));
        }
    }

    private static void measure(DataOutputStream out, String kind) throws IOException {
        send(out, "{\"type\":\"metric\",\"name\":\"training." + kind + "\",\"kind\":\"" + kind + "\",\"value\":1.5,\"tags\":{\"by\":\"training\"}}", "");
    }

    private static void send(DataOutputStream out, String header, String body) throws IOException {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        byte[] rest = body.getBytes(StandardCharsets.UTF_8);
        out.writeInt(head.length);
        out.writeInt(rest.length);
        out.write(head);
        out.write(rest);
        out.flush();
    }
}
