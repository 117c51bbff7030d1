package dev.openruntime.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the admin endpoint of one supervisor, a connection for each question. Blocks its caller for a bounded time. */
record AdminClient(Path socket) {

    /** It answers within milliseconds, unless it is stopped, frozen or starved. */
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 (\\d{3}).*?\r\n\r\n(.*)", Pattern.DOTALL);

    /** An answer, whatever its status. */
    record Reply(int status, String body) {}

    /** There is somebody, who doesn't answer. */
    static final class SilenceException extends IOException {

        SilenceException() {
            super("it gives no answer within " + WITHIN.toSeconds() + " s; is it stopped or frozen?");
        }
    }

    /** @throws IOException if nobody is there ({@link java.net.ConnectException}) or doesn't answer */
    Reply call(String method, String path) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CompletableFuture.delayedExecutor(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> giveUp(channel, late));
            channel.connect(UnixDomainSocketAddress.of(socket));
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = ANSWER.matcher(answer);
            if (!matcher.matches()) {
                throw new IOException("it hung up in the middle");
            }
            return new Reply(Integer.parseInt(matcher.group(1)), matcher.group(2));
        } catch (IOException e) {
            throw late.get() ? new SilenceException() : e;
        }
    }

    private static void giveUp(SocketChannel channel, AtomicBoolean late) {
        late.set(channel.isOpen());
        try {
            channel.close();
        } catch (IOException e) {
            late.set(true); // it is of no use any more, one way or the other
        }
    }
}
