package dev.openruntime.it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A function of streams, for the official runtime interface client: gives back what it gets. */
public final class RemoteStream implements RequestStreamHandler {

    /** Made by the client, by name. */
    public RemoteStream() {}

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        byte[] bytes = event.readAllBytes();
        if (new String(bytes, StandardCharsets.UTF_8).equals("exit")) {
            System.exit(0);
        }
        response.write(bytes);
    }
}
