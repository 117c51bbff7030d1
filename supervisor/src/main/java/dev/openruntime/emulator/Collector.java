package dev.openruntime.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** Takes a request's body as it comes, from the event loop; one thread may wait for what becomes of it. */
interface Collector {
    void add(ByteBuf chunk);

    /** All of it has come. */
    void complete(HttpHeaders trailing);

    /** The rest of it won't come. */
    void truncate();

    /** Waits until all of it is here, or never will be. */
    RequestBody await();
}
