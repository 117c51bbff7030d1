package dev.openruntime.sidecar.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** dnsmasq with records of a test. It reads them when it starts. */
final class Dnsmasq implements AutoCloseable {

    private final int port = Server.freePort();
    private final Path settings;
    private final Server server;

    Dnsmasq(Path folder, String... records) {
        settings = folder.resolve("dnsmasq.conf");
        write(records);
        List<String> command = new ArrayList<>(List.of("dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts"));
        command.addAll(List.of("--bind-interfaces", "--listen-address=127.0.0.1", "--port=" + port, "--pid-file"));
        command.addAll(List.of("--conf-file=" + settings, "--log-facility=-", "--user=", "--cache-size=0"));
        server = Server.start(folder, command, this::answers);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private void write(String... records) {
        try {
            Files.write(settings, List.of(records));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With other records from now on. */
    void serve(String... records) {
        write(records);
        server.kill();
        server.startAgain(this::answers);
    }

    void stop() {
        server.kill();
    }

    private boolean answers() throws IOException {
        byte[] question = {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'x', 0, 0, 1, 0, 1};
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(500);
            socket.send(new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), port));
            socket.receive(new DatagramPacket(new byte[512], 512));
            return true;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
