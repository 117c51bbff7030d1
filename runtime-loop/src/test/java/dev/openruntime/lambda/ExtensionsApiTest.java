package dev.openruntime.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtensionsApiTest {

    private final FakePlatform platform;
    private final LambdaClient client;
    private final ExtensionsApi api;

    ExtensionsApiTest() throws IOException {
        platform = new FakePlatform();
        client = new LambdaClient(platform.address(), "open-runtime/1.2.3");
        api = client.extensions();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        api.close();
        platform.close();
    }

    @Test
    void shouldRegisterForNoEvents() throws Exception {
        platform.thenRaw("HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: ext-1\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(api.register("open-runtime")).isEqualTo(new Registration.Accepted("ext-1"));

        FakePlatform.Heard request = platform.heard();
        assertThat(request.line()).isEqualTo("POST /2020-01-01/extension/register HTTP/1.1");
        assertThat(request.header("lambda-extension-name")).isEqualTo("open-runtime");
        assertThat(request.body().text()).isEqualTo("{\"events\":[]}");
    }

    @Test
    void shouldDoWithoutWhereThePlatformRefuses() {
        platform.thenStatus("403 Forbidden", "{}");

        assertThat(api.register("open-runtime"))
                .isInstanceOfSatisfying(
                        Registration.Refused.class,
                        refused -> assertThat(refused.why()).contains("403"));
    }

    @Test
    void shouldDoWithoutWhereThePlatformGivesNoIdentifier() {
        platform.thenStatus("200 OK", "{}");

        assertThat(api.register("open-runtime")).isInstanceOf(Registration.Refused.class);
    }

    @Test
    void shouldDoWithoutWhereThereIsNoSuchApi() throws Exception {
        platform.close();

        assertThat(api.register("open-runtime")).isInstanceOf(Registration.Refused.class);
    }

    @Test
    void shouldStayInNextUntilTheConnectionEnds() throws Exception {
        platform.thenRaw("HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: ext-1\r\nContent-Length: 2\r\n\r\n{}")
                .thenSilence();
        assertThat(api.register("open-runtime")).isEqualTo(new Registration.Accepted("ext-1"));
        Thread staying = Thread.ofPlatform().daemon().start(() -> api.stayRegistered("ext-1"));
        FakePlatform.Heard _ = platform.heard();

        FakePlatform.Heard next = platform.heard();

        assertThat(next.line()).isEqualTo("GET /2020-01-01/extension/event/next HTTP/1.1");
        assertThat(next.header("lambda-extension-identifier")).isEqualTo("ext-1");
        assertThat(staying.isAlive()).isTrue();
        platform.close();
        assertThat(staying.join(Duration.ofSeconds(30))).isTrue();
    }
}
