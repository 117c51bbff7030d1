package dev.openruntime.sidecar.metrics.http;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who is sent batches over HTTP.
 *
 * @param url with the path that all of its paths begin with
 * @param headers that it wants
 * @param ca a file of certificates (PEM): over TLS, who may have signed the receiver's; none: whom the JVM trusts
 */
public record Receiver(HttpUrl url, Map<String, String> headers, Optional<Path> ca) {

    public Receiver {
        headers = Map.copyOf(headers);
    }
}
