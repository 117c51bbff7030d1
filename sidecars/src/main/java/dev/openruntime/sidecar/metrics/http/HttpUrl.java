package dev.openruntime.sidecar.metrics.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a receiver is.
 *
 * @param secure whether it is spoken to over TLS
 * @param path with a slash before and none after it; may be empty
 */
public record HttpUrl(boolean secure, String host, int port, String path) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Reads {@code http://host:port/path} or https; empty if it is none, or has a user, a query or a fragment. */
    public static Optional<HttpUrl> read(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https");
            if ((!secure && !scheme.equals("http"))
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            int port = uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS : HTTP;
            return Optional.of(new HttpUrl(secure, uri.getHost(), port, trimmed));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The same with another path. */
    public HttpUrl withPath(String other) {
        return new HttpUrl(secure, host, port, other);
    }

    /** For the header that says who is meant. */
    String authority() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority() + path;
    }
}
