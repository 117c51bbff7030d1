package dev.openruntime.sidecar.discovery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7001, 127.0.0.1, 7001",
        "255.0.10.199:65535, 255.0.10.199, 65535",
        "localhost:1, localhost, 1",
        "orders.internal.example:80, orders.internal.example, 80",
        "orders.internal.:80, orders.internal., 80",
        "_grpc._tcp.a-b.c1:80, _grpc._tcp.a-b.c1, 80",
        "1and1.example:80, 1and1.example, 80",
        "[::1]:80, ::1, 80",
        "[2001:db8::7]:443, 2001:db8::7, 443",
        "[::ffff:10.0.0.1]:443, ::ffff:10.0.0.1, 443",
    })
    void shouldReadHostAndPort(String text, String host, int port) {
        assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "orders, the port is missing",
        "[::1], the port is missing",
        "orders:, the port must be a number from 1 to 65535",
        "orders:http, the port must be a number from 1 to 65535",
        "orders:0, the port must be a number from 1 to 65535",
        "orders:65536, the port must be a number from 1 to 65535",
        "orders:000080, the port must be a number from 1 to 65535",
        "orders:-1, the port must be a number from 1 to 65535",
        "orders:٣, the port must be a number from 1 to 65535",
        "::1:80, put an IPv6 address in brackets",
        "[]:80, what is in brackets must be an IPv6 address",
        "[orders]:80, what is in brackets must be an IPv6 address",
        "[1::2::3]:80, what is in brackets must be an IPv6 address",
        "http://orders:80, leave out scheme and path",
        "orders:80/v1, leave out scheme and path",
        ":80, that is no host name",
        "or ders:80, that is no host name",
        "-orders:80, that is no host name",
        "a..b:80, that is no host name",
        "öl.example:80, that is no host name",
        "127.0.0.256:80, that is no IPv4 address",
        "127.0.1:80, that is no IPv4 address",
        "127.0.0.01:80, that is no IPv4 address",
        "127.0.0.1.:80, that is no IPv4 address",
    })
    void shouldSayWhatIsWrongAndHowToWriteIt(String text, String why) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read \"" + text + "\" as an endpoint: " + why
                        + "; write it as \"127.0.0.1:7001\", \"orders.internal:7001\" or \"[::1]:7001\"");
    }

    @ParameterizedTest
    @CsvSource({"253, true", "254, false"})
    void shouldBoundTheHostName(int length, boolean valid) {
        String host = "a.".repeat(126) + "b".repeat(length - 252);

        assertThat(Names.isHost(host)).isEqualTo(valid);
    }
}
