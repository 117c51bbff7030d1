package dev.openruntime.sidecar.metrics.output;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/**
 * Which process of which function this is. What one process has sent is never taken up by another under its name:
 * totals begin at zero with each.
 *
 * @param function its name; {@code open-runtime} where nobody says
 * @param id no other process has it
 */
public record Instance(String function, String id) {

    private static final Path RANDOM = Path.of("/dev/urandom"); // SecureRandom takes 10 ms to begin
    private static final int BYTES = 8;

    /** This process. */
    public static Instance ofThisProcess(Map<String, String> environment) {
        byte[] random = new byte[BYTES];
        try (DataInputStream in = new DataInputStream(Files.newInputStream(RANDOM))) {
            in.readFully(random);
        } catch (IOException e) {
            throw new IllegalStateException("internal error: cannot read " + RANDOM + ": " + e.getMessage(), e);
        }
        return new Instance(
                environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "open-runtime"),
                HexFormat.of().formatHex(random));
    }
}
