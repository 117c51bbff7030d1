package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * The checked settings.
 *
 * @param servers members, at least one; the first that answers is asked until it fails
 * @param prefix below which the keys are: {@code PREFIX}{@code SERVICE/INSTANCE}
 * @param access who asks
 * @param tls how members are spoken to; none: over plain HTTP
 */
public record EtcdSettings(List<Endpoint> servers, String prefix, Access access, Optional<TlsSettings> tls) {

    /** Who asks, as far as etcd wants to know. */
    public sealed interface Access {

        /** Nobody in particular. */
        record Anybody() implements Access {}

        /**
         * Who has a token already.
         *
         * @param token sent as {@code Authorization}
         */
        record Token(String token) implements Access {

            @Override
            public String toString() {
                return "Token";
            }
        }

        /** A user, who is given tokens. */
        record User(String name, String password) implements Access {

            @Override
            public String toString() {
                return "User " + name;
            }
        }
    }

    /**
     * Files, all in PEM.
     *
     * @param ca who may have signed the certificates of the members; none: whom the JVM trusts
     * @param identity with which the members know us
     */
    public record TlsSettings(Optional<String> ca, Optional<Identity> identity) {}

    /**
     * Ours.
     *
     * @param certificate with what vouches for it
     * @param key of it, PKCS #8 without a password
     */
    public record Identity(String certificate, String key) {}
}
