package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * The checked settings.
 *
 * @param servers members, at least one; the first that answers is asked until it fails
 * @param prefix below which the keys are: {@code PREFIX}{@code SERVICE/INSTANCE}
 * @param token sent as {@code Authorization}
 */
public record EtcdSettings(List<Endpoint> servers, String prefix, Optional<String> token) {}
