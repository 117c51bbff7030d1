package dev.openruntime.sidecar.metrics.statsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.StringTokenizer;

/**
 * How many datagrams the kernel threw away because a socket's buffer was full, as the last column of
 * {@code /proc/net/udp} says (proc_pid_net(5)). 0 where there is no such file.
 */
final class KernelDrops {

    private static final Path TABLE = Path.of("/proc/net/udp");
    private static final int LOCAL_ADDRESS = 1;

    private KernelDrops() {}

    /** Of the sockets on 127.0.0.1 with this port. */
    static long of(int port) {
        try {
            return of(port, Files.readAllLines(TABLE));
        } catch (IOException notLinux) {
            return 0;
        }
    }

    static long of(int port, List<String> table) {
        String local = "0100007F:" + HexFormat.of().withUpperCase().toHexDigits((char) port);
        long drops = 0;
        for (String line : table) {
            StringTokenizer words = new StringTokenizer(line);
            String word = "";
            boolean isOurs = false;
            for (int column = 0; words.hasMoreTokens(); column++) {
                word = words.nextToken();
                isOurs |= column == LOCAL_ADDRESS && word.equals(local);
            }
            drops += isOurs ? Long.parseLong(word) : 0;
        }
        return drops;
    }
}
