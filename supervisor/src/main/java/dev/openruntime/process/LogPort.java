package dev.openruntime.process;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The way of a process's records to the log where the platform gives runtimes a descriptor for that,
 * {@code _LAMBDA_TELEMETRY_LOG_FD}: each record is a frame there, of any bytes, with its level. The platform's own is
 * not passed on: clients write a frame in pieces, and two writers would mix. It is a connection over the loopback,
 * since that is all that bash can open by itself; a port of its own for each process.
 *
 * <p>The contract is read from the clients' sources: a type word ({@code 0xA55A0000}, level times 4, 2 for a time, 1
 * for text rather than JSON), the length, microseconds where there is a time, and the payload.
 */
public final class LogPort implements AutoCloseable {

    /** Who writes records down. */
    public interface Records {

        /**
         * Takes one; on a thread of the port's own, which may wait.
         *
         * @param level by its name; empty where the frame names none
         * @param json whether it is a JSON object rather than text
         */
        void take(Optional<String> level, boolean json, String record);

        /** What comes is no frame; nothing more is taken. */
        void broken(String why);
    }

    private static final String VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD";
    private static final int TYPE = 0xA55A0000;
    private static final int TYPE_BITS = 0xFFFF0000;
    private static final int HAS_TIME = 2;
    private static final int IS_TEXT = 1;
    private static final int LEVEL_SHIFT = 2;
    private static final int LEVEL_BITS = 7;
    private static final String[] LEVELS = {"", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", ""};

    /** Far more than a record may have on the platform. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final ServerSocketChannel port;
    private Optional<Thread> reader = Optional.empty();

    private LogPort(ServerSocketChannel port) {
        this.port = port;
    }

    /** Binds a free port of 127.0.0.1. */
    public static LogPort bind() throws IOException {
        ServerSocketChannel port = ServerSocketChannel.open();
        try {
            port.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1);
            port.configureBlocking(false);
            return new LogPort(port);
        } catch (IOException failed) {
            port.close();
            throw failed;
        }
    }

    int number() {
        return port.socket().getLocalPort();
    }

    /** From now on what the process writes is read. It has connected by the time that it is started, or never will. */
    public void serve(String child, Records records) {
        try {
            Optional<SocketChannel> connection = accept();
            connection.ifPresent(bytes -> reader = Optional.of(
                    Thread.ofPlatform().daemon().name("log-" + child).start(() -> read(bytes, records))));
        } catch (IOException e) {
            records.broken("cannot read what it writes to " + VARIABLE + ": " + e.getMessage());
        }
    }

    private Optional<SocketChannel> accept() throws IOException {
        Optional<SocketChannel> connection = Optional.ofNullable(port.accept());
        if (connection.isPresent()) {
            connection.get().configureBlocking(true);
            connection.get().shutdownOutput();
        }
        return connection;
    }

    /** Waits until all is read that was written before the process's end. */
    public boolean awaitEnd(Duration within) throws InterruptedException {
        return reader.isEmpty() || reader.get().join(within);
    }

    private static void read(SocketChannel connection, Records records) {
        try (InputStream bytes = Channels.newInputStream(connection);
                DataInputStream in = new DataInputStream(bytes)) {
            while (true) {
                readOne(in, records);
            }
        } catch (EOFException over) {
            return; // it is closed, by the end of the process as a rule
        } catch (IOException e) {
            records.broken(String.valueOf(e.getMessage()));
        }
    }

    private static void readOne(DataInputStream in, Records records) throws IOException {
        int type = in.readInt();
        int length = in.readInt();
        if ((type & TYPE_BITS) != TYPE || length < 0 || length > MOST_BYTES) {
            records.broken("what it writes to %s is no frame: 0x%08X, %d bytes".formatted(VARIABLE, type, length));
            long _ = in.transferTo(OutputStream.nullOutputStream()); // to hang up might end the process
            throw new EOFException();
        }
        if ((type & HAS_TIME) != 0) {
            long _ = in.readLong();
        }
        String record = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String level = LEVELS[type >> LEVEL_SHIFT & LEVEL_BITS];
        records.take(Optional.of(level).filter(name -> !name.isEmpty()), (type & IS_TEXT) == 0, record);
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
