package dev.openruntime.sidecar.discovery.file;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.EndpointTable;
import dev.openruntime.sidecar.discovery.source.Names;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.Source;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import dev.openruntime.sidecar.json.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A JSON file of the shape of the setting {@code services}. Looked at before each answer, and read again if it is
 * another one by inode, size or time of change: nothing ticks or watches while nobody asks.
 */
public final class FileSource implements Source {

    private static final long LARGEST = 64L << 20;

    private final Path file;
    private String seen = "";
    private long order;
    private Map<String, List<Endpoint>> services = Map.of();

    public FileSource(Path file) {
        this.file = file;
    }

    @Override
    public Reading read(Consumer<Reading> news) throws SourceFailure {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            String looks = now.fileKey() + " " + now.size() + " " + now.lastModifiedTime();
            if (!looks.equals(seen)) {
                if (now.size() > LARGEST) {
                    throw new SourceFailure("cannot read " + file + ": it is larger than 64 MiB");
                }
                services = services(PlainJson.object(Files.readAllBytes(file)));
                seen = looks;
                order++;
            }
            return new Reading(services, Duration.ZERO, order);
        } catch (NoSuchFileException e) {
            throw new SourceFailure("cannot read " + file + ": there is no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, List<Endpoint>> services(Map<String, Object> members) {
        EndpointTable table = new EndpointTable();
        members.forEach((name, value) -> {
            if (!Names.isService(name)) {
                throw new IllegalArgumentException("\"" + name + "\" cannot be a service name");
            }
            if (!(value instanceof List<?> entries)) {
                throw new IllegalArgumentException(name + " must be a list of endpoints");
            }
            for (Object entry : entries) {
                try {
                    table.add(name, Endpoint.of(entry));
                } catch (IllegalArgumentException malformed) {
                    throw new IllegalArgumentException(name + ": " + malformed.getMessage(), malformed);
                }
            }
        });
        return table.done();
    }

    @Override
    public void close() {}
}
