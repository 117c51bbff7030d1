package dev.openruntime.it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A function of streams, for the official runtime interface client: gives back what it gets, but for some words. */
public final class RemoteStream implements RequestStreamHandler {

    /** Made by the client, by name. */
    public RemoteStream() {
        RemoteJava.load();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        byte[] bytes = event.readAllBytes();
        String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
        switch (words[0]) {
            case "exit" -> System.exit(Integer.parseInt(words[1]));
            case "fail" -> throw new IOException("cannot do " + words[1]);
            case "hang" -> RemoteJava.hang();
            case "bytes" -> response.write(new byte[Integer.parseInt(words[1])]);
            case "size" -> response.write(text("size " + words[1].length()));
            case "slow" -> {
                RemoteJava.work(Integer.parseInt(words[1]));
                response.write(text("slow but there"));
            }
            default -> response.write(bytes);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
