package dev.openruntime.stack;

import dev.openruntime.invocation.Deadline;
import java.io.IOException;
import java.util.Optional;

/**
 * Stops a V8 isolate for a moment, by the Chrome DevTools Protocol, takes its stack, and lets it go on. What is left of
 * the session ends with the connection: V8 forgets a stop that has not come about, and goes on from one that has.
 */
final class InspectorSession {

    private static final String ENABLE = "{\"id\":1,\"method\":\"Debugger.enable\"}";
    private static final String PAUSE = "{\"id\":2,\"method\":\"Debugger.pause\"}";
    private static final String RESUME = "{\"id\":3,\"method\":\"Debugger.resume\"}";

    private final InspectorLines said;
    private final PausedMessages messages = new PausedMessages();

    /** Connects to nobody yet. */
    InspectorSession(InspectorLines said) throws IOException {
        this.said = said;
        WebSocket.practise();
        messages.practise();
    }

    /**
     * A line for each place, innermost first.
     *
     * @return empty where the inspector doesn't open, or no line of JavaScript runs: it is blocked in native code
     * @throws IOException where that lasts until the deadline, too
     */
    String stack(Deadline by) throws IOException {
        var address = said.address(by);
        if (address.isEmpty()) {
            return "";
        }
        try (WebSocket socket = WebSocket.connect(address.get(), by)) {
            socket.send(ENABLE);
            socket.send(PAUSE);
            Optional<String> stack = Optional.empty();
            while (stack.isEmpty()) {
                stack = messages.read(socket.read());
            }
            socket.send(RESUME);
            return stack.get();
        }
    }
}
