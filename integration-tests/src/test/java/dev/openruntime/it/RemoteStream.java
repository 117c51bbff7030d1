package dev.openruntime.it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** A function of streams, for the official runtime interface client: gives back what it gets, but for some words. */
public final class RemoteStream implements RequestStreamHandler {

    private static final int MOST_OF_A_WORD = 100;
    private static final String[] NONE = {""};

    /** Made by the client, by name. */
    public RemoteStream() {}

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        byte[] bytes = event.readAllBytes();
        String[] words =
                bytes.length > MOST_OF_A_WORD ? NONE : new String(bytes, StandardCharsets.UTF_8).split(" ", -1);
        switch (words[0]) {
            case "exit" -> System.exit(Integer.parseInt(words[1]));
            case "fail" -> throw new IOException("cannot do that");
            case "hang" -> {
                while (true) {
                    LockSupport.park();
                }
            }
            case "bytes" -> response.write(new byte[Integer.parseInt(words[1])]);
            default -> response.write(bytes);
        }
    }
}
