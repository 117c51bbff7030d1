package dev.openruntime.sidecar.metrics.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS to one receiver. Its classes are loaded with the first connection; so is the file of certificates. */
final class Tls {

    private final Optional<Path> ca;
    private @Nullable SSLSocketFactory sockets;

    Tls(Optional<Path> ca) {
        this.ca = ca;
    }

    /**
     * Shakes hands over a connected socket.
     *
     * @param host whom the certificate must name
     * @throws IOException if the receiver can't be trusted, or the certificates can't be read
     */
    Socket over(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory known = sockets == null ? sockets() : sockets;
        sockets = known;
        SSLSocket socket = (SSLSocket) known.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private SSLSocketFactory sockets() throws IOException {
        if (ca.isEmpty()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try (InputStream file = Files.newInputStream(ca.get())) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new IOException("it has no certificate in it");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException("cannot use the certificates in " + ca.get() + ": " + e.getMessage(), e);
        }
    }
}
