package dev.openruntime.sidecar.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers as files, for who can't ask: the shape of {@code /etc/hosts}, and variables. A file is replaced as a whole,
 * so that nobody reads half of one; written before the sidecar is ready, and again with each change that is noticed.
 */
final class AnswerFiles {

    private final Optional<Path> hosts;
    private final Optional<Path> variables;
    private final Catalogue catalogue;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile Optional<String> failure = Optional.empty();

    private AnswerFiles(Optional<Path> hosts, Optional<Path> variables, Catalogue catalogue) {
        this.hosts = hosts;
        this.variables = variables;
        this.catalogue = catalogue;
    }

    /** Writes them now, and from here on whenever something has changed. */
    static AnswerFiles keep(DiscoverySettings settings, Path folder, Catalogue catalogue) throws SidecarException {
        AnswerFiles files = new AnswerFiles(
                settings.hostsFile().map(folder::resolve),
                settings.variablesFile().map(folder::resolve),
                catalogue);
        catalogue.listen(changed -> files.writeLater());
        try {
            files.write();
        } catch (IOException failed) {
            throw new SidecarException("cannot write " + failed.getMessage(), failed);
        }
        return files;
    }

    /** Why the latest could not be written. */
    Optional<String> failure() {
        return failure;
    }

    private void writeLater() {
        if (due.compareAndSet(false, true)) {
            catalogue.later(() -> {
                try {
                    write();
                } catch (IOException failed) {
                    failure = Optional.of("cannot write " + failed.getMessage());
                }
            });
        }
    }

    private synchronized void write() throws IOException {
        due.set(false);
        List<Catalogue.Service> services = new ArrayList<>();
        for (String name : catalogue.names()) {
            catalogue.find(name).ifPresent(services::add);
        }
        if (hosts.isPresent()) {
            replace(hosts.get(), hosts(services));
        }
        if (variables.isPresent()) {
            replace(variables.get(), variables(services));
        }
        failure = Optional.empty();
    }

    /** A line for each address; of names that aren't addresses there is none. */
    private static String hosts(List<Catalogue.Service> services) {
        StringBuilder text = new StringBuilder(256);
        for (Catalogue.Service service : services) {
            for (Endpoint endpoint : service.endpoints()) {
                if (endpoint.isAddress()) {
                    text.append(endpoint.host())
                            .append('\t')
                            .append(service.name())
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    /** The first endpoint by the names that Kubernetes uses, then all of them. */
    private static String variables(List<Catalogue.Service> services) {
        StringBuilder text = new StringBuilder(256);
        for (Catalogue.Service service : services) {
            String name =
                    service.name().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
            Endpoint first = service.endpoints().getFirst();
            List<String> all =
                    service.endpoints().stream().map(Endpoint::address).toList();
            text.append(name).append("_SERVICE_HOST=").append(first.host()).append('\n');
            text.append(name).append("_SERVICE_PORT=").append(first.port()).append('\n');
            text.append(name)
                    .append("_ENDPOINTS=")
                    .append(String.join(",", all))
                    .append('\n');
        }
        return text.toString();
    }

    private static void replace(Path file, String text) throws IOException {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, text.getBytes(UTF_8));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new IOException(file + ": " + failed.getMessage(), failed);
        }
    }
}
