package dev.openruntime.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address that nobody listens on, for who listens later, or never. They lie below those that the
 * kernel gives to outgoing connections: of those, any could be taken meanwhile, even by a connection to the port
 * itself.
 */
public final class Ports {

    private static final int LOWEST = 15_000;
    private static final int FIRST_OF_KERNEL = firstOfKernel();

    /** Begins anywhere, since other test processes look for ports at the same time. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST, FIRST_OF_KERNEL));

    private Ports() {}

    /** A port that nobody listens on, another each time. */
    public static int free() {
        int port = next();
        while (isTaken(port)) {
            port = next();
        }
        return port;
    }

    private static int next() {
        return NEXT.getAndUpdate(last -> last + 1 < FIRST_OF_KERNEL ? last + 1 : LOWEST);
    }

    private static boolean isTaken(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return false;
        } catch (BindException taken) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file has two numbers, the first and the last. */
    private static int firstOfKernel() {
        try (Scanner range =
                new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), StandardCharsets.US_ASCII)) {
            return range.nextInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
