package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.etcd.EtcdSettings.Identity;
import dev.openruntime.sidecar.discovery.etcd.EtcdSettings.TlsSettings;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS to the members. Files are read when a member is first asked. Used by one thread at a time. */
final class Tls {

    private final TlsSettings settings;
    private final Path folder;
    private @Nullable SslContext context;

    /** @param folder from which relative paths count */
    Tls(TlsSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** For a connection to a member, whose certificate must name it. */
    SslHandler handler(Endpoint server, ByteBufAllocator buffers) throws SourceFailure {
        SslContext known = context == null ? read() : context;
        context = known;
        return known.newHandler(buffers, server.host(), server.port());
    }

    private SslContext read() throws SourceFailure {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            settings.ca().ifPresent(ca -> builder.trustManager(file(ca)));
            settings.identity().ifPresent(ours -> identify(builder, ours));
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new SourceFailure("cannot use the files of `tls`: " + e.getMessage(), e);
        }
    }

    private void identify(SslContextBuilder builder, Identity ours) {
        builder.keyManager(file(ours.certificate()), file(ours.key()));
    }

    private File file(String path) {
        return folder.resolve(path).toFile();
    }
}
