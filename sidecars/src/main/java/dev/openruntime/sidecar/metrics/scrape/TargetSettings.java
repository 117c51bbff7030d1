package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.metrics.http.HttpUrl;
import java.time.Duration;
import java.util.Optional;

/**
 * Who is asked.
 *
 * @param url on loopback, without TLS
 * @param within time that asking it may take of a flush
 * @param name that its series carry as the tag {@code target}; none: they carry no such tag
 */
public record TargetSettings(HttpUrl url, Duration within, Optional<String> name) {}
