package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.discovery.etcd.EtcdSettings;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings.Access;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings.Identity;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings.TlsSettings;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.List;
import java.util.Optional;

/** The settings of etcd. Apart, so that nothing of it is loaded where there are none. */
final class EtcdReader {

    static final String SHAPE = "etcd: { servers: [\"127.0.0.1:2379\"] }";

    static EtcdSettings read(Section section) {
        section.knows(List.of("servers", "prefix", "token", "user", "password", "tls"));
        if (!section.has("servers")) {
            section.problem("", "`servers` is missing; write it as " + SHAPE);
        }
        return new EtcdSettings(
                section.list("servers", "servers: [\"127.0.0.1:2379\"]", Endpoint::parse),
                section.text("prefix", "prefix: /services/").orElse("/services/"),
                access(section),
                tls(section));
    }

    private static Access access(Section section) {
        Optional<String> token = section.text("token", "token: \"${ETCD_TOKEN}\"");
        Optional<String> user = section.text("user", "user: shop");
        Optional<String> password = section.text("password", "password: \"${ETCD_PASSWORD}\"");
        if (token.isPresent() && user.isPresent()) {
            section.problem("token", "cannot be used beside `user`, who is given tokens by etcd");
        }
        if (section.has("user") != section.has("password")) {
            section.problem("", "`user` and `password` go together");
        }
        if (user.isPresent() && password.isPresent()) {
            return new Access.User(user.get(), password.get());
        }
        return token.isPresent() ? new Access.Token(token.get()) : new Access.Anybody();
    }

    private static Optional<TlsSettings> tls(Section section) {
        if (Boolean.TRUE.equals(section.entries().get("tls"))) {
            return Optional.of(new TlsSettings(Optional.empty(), Optional.empty()));
        }
        if (Boolean.FALSE.equals(section.entries().get("tls"))) {
            return Optional.empty();
        }
        Section tls = section.map("tls", "tls: { ca: /opt/etcd-ca.pem }, or tls: true");
        tls.knows(List.of("ca", "certificate", "key"));
        Optional<String> ca = path(tls, "ca");
        Optional<String> certificate = path(tls, "certificate");
        Optional<String> key = path(tls, "key");
        if (tls.has("certificate") != tls.has("key")) {
            tls.problem("", "`certificate` and `key` go together");
        }
        if (tls.entries().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TlsSettings(ca, certificate.flatMap(mine -> key.map(its -> new Identity(mine, its)))));
    }

    private static Optional<String> path(Section tls, String key) {
        return tls.path(key, key + ": /opt/etcd-" + key + ".pem");
    }

    private EtcdReader() {}
}
