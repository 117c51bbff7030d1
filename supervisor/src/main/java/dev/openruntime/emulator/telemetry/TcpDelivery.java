package dev.openruntime.emulator.telemetry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/** Writes each record as a line, over one connection for all. */
final class TcpDelivery implements Delivery {
    private final Connection connection;

    TcpDelivery(int port) {
        this.connection = new Connection(port);
    }

    @Override
    public void send(List<byte[]> batch) throws IOException {
        Socket present = connection.present();
        Socket open = isOpen(present) ? present : connection.renew(PATIENCE);
        try {
            OutputStream out = new BufferedOutputStream(open.getOutputStream(), 64 * 1024);
            for (byte[] record : batch) {
                out.write(record);
                out.write('\n');
            }
            out.flush();
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Without this look, what is written to a connection that its receiver has closed would be lost unnoticed. */
    private static boolean isOpen(Socket present) {
        if (!present.isConnected() || present.isClosed()) {
            return false;
        }
        try {
            present.setSoTimeout(1);
            return present.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true; // nothing to read, and no end either
        } catch (IOException e) {
            return false; // why doesn't matter: a new connection is made, and says so if it can't
        }
    }

    @Override
    public void close() {
        connection.end();
    }
}
