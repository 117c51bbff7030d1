package dev.openruntime.emulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the body of an answer that is made meanwhile, on the request's own thread. */
record LiveWriter(Channel channel) {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWriter.class);

    /** Whether the body is whole, and its client still there. */
    boolean write(LiveAnswer answer) {
        try {
            return answer.writeTo(this::send);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException gone) {
            LOG.debug("a client of the emulator left before its answer was whole", gone);
            return false;
        } catch (RuntimeException e) {
            LOG.error("internal error: the emulator failed to write an answer", e);
            return false;
        }
    }

    private void send(byte[] bytes) throws IOException, InterruptedException {
        ChannelFuture written = channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
        if (!written.await().isSuccess()) {
            throw new IOException("cannot write the answer", written.cause());
        }
    }
}
