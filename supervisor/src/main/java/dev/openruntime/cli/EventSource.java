package dev.openruntime.cli;

import dev.openruntime.emulator.Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where an event comes from: a file, standard input, the function's own {@code event.json}, or an empty object. Filled
 * in by picocli.
 */
final class EventSource {

    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--event",
            order = 1,
            paramLabel = "FILE|-",
            description = "The event; - is standard input. Default: event.json of the folder, else {}.")
    private Optional<String> named = Optional.empty();

    EventSource() {}

    /** @param named what {@code --event} says */
    EventSource(String named) {
        this.named = Optional.of(named);
    }

    /**
     * Reads the whole event; blocks while standard input stays open. What isn't JSON is refused, as the platform does.
     */
    byte[] read(LocalFunction function, InputStream standardInput) throws CommandFailure {
        if (named.isPresent() && named.get().equals(STANDARD_INPUT)) {
            return limited(standardInput, "standard input");
        }
        Optional<Path> file = named.map(Path::of).or(function::sampleEvent);
        return file.isPresent() ? read(file.get()) : "{}".getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) throws CommandFailure {
        try (InputStream stream = Files.newInputStream(file)) {
            return limited(stream, file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static byte[] limited(InputStream stream, String name) throws CommandFailure {
        try {
            byte[] event = stream.readNBytes(Emulator.MAX_PAYLOAD_BYTES + 1);
            if (event.length > Emulator.MAX_PAYLOAD_BYTES) {
                throw new CommandFailure(
                        ExitStatus.USAGE,
                        "cannot send the event from " + name + ": it is longer than the " + Emulator.MAX_PAYLOAD_BYTES
                                + " bytes that the platform takes");
            }
            Optional<String> flaw = JsonText.flaw(event);
            if (flaw.isPresent()) {
                throw new CommandFailure(
                        ExitStatus.USAGE, "cannot send the event from " + name + ": it is not JSON: " + flaw.get());
            }
            return event;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static CommandFailure unreadable(String name, IOException why) {
        String reason = why instanceof NoSuchFileException ? "there is no such file" : why.getMessage();
        return new CommandFailure(ExitStatus.USAGE, "cannot read the event from " + name + ": " + reason);
    }
}
