package dev.openruntime.emulator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionReaderTest {
    private static final String HTTP =
            "\"destination\":{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox.localdomain:8080/in?a=b\"}";

    @Test
    void shouldReadAllMembers() throws Exception {
        Subscription subscription = read(Api.TELEMETRY, """
                {"schemaVersion":"2022-12-13","types":["platform","function","extension"],
                 "buffering":{"maxItems":1000,"maxBytes":1048576,"timeoutMs":25,"other":[1]},
                 "other":{"a":1},%s}""".formatted(HTTP));

        assertThat(subscription.extension()).isEqualTo("one");
        assertThat(subscription.sources()).containsExactlyInAnyOrder(Source.values());
        assertThat(subscription.buffering()).isEqualTo(new Buffering(1_000, 1_048_576, Duration.ofMillis(25)));
        assertThat(subscription.destination())
                .isEqualTo(new Destination.Http("POST", "sandbox.localdomain:8080", 8080, "/in?a=b"));
        assertThat(subscription.structured()).isTrue();
    }

    @Test
    void shouldHaveThePlatformsDefaults() throws Exception {
        Subscription subscription = read(
                Api.TELEMETRY,
                "{\"schemaVersion\":\"2022-07-01\",\"types\":[\"function\"],"
                        + "\"destination\":{\"protocol\":\"TCP\",\"port\":8080}}");

        assertThat(subscription.buffering()).isEqualTo(new Buffering(10_000, 262_144, Duration.ofSeconds(1)));
        assertThat(subscription.destination()).isEqualTo(new Destination.Tcp(8080));
        assertThat(subscription.structured()).isFalse();
    }

    @Test
    void shouldHearOfTheMethodInTheLogsApi() throws Exception {
        Subscription subscription = read(
                Api.LOGS,
                "{\"schemaVersion\":\"2021-03-18\",\"types\":[\"function\"],\"destination\":{\"protocol\":\"HTTP\","
                        + "\"URI\":\"http://sandbox.localdomain:80\",\"method\":\"PUT\",\"encoding\":\"JSON\"}}");

        assertThat(subscription.destination())
                .isEqualTo(new Destination.Http("PUT", "sandbox.localdomain:80", 80, "/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "types":["function"],RECEIVER                                                        | schemaVersion is missing
            "schemaVersion":"2020-08-15","types":["function"],RECEIVER                           | schemaVersion "2020-08-15" is none of the Telemetry API's
            "schemaVersion":20220701,"types":["function"],RECEIVER                               | schemaVersion must be a string
            VERSION,RECEIVER                                                                     | types is missing or empty
            VERSION,"types":[],RECEIVER                                                          | types is missing or empty
            VERSION,"types":["all"],RECEIVER                                                     | types has "all", which is none of platform, function, extension
            VERSION,"types":"function",RECEIVER                                                  | types must be a list
            VERSION,"types":["function"]                                                     | destination is missing
            VERSION,"types":["function"],"buffering":{"maxItems":999},RECEIVER                   | buffering.maxItems must be 1000 to 10000, not 999
            VERSION,"types":["function"],"buffering":{"maxBytes":1048577},RECEIVER               | buffering.maxBytes must be 262144 to 1048576, not 1048577
            VERSION,"types":["function"],"buffering":{"timeoutMs":24},RECEIVER                   | buffering.timeoutMs must be 25 to 30000, not 24
            VERSION,"types":["function"],"buffering":{"timeoutMs":99999999999999},RECEIVER       | buffering.timeoutMs must be 25 to 30000
            VERSION,"types":["function"],"buffering":{"timeoutMs":"25"},RECEIVER                 | buffering.timeoutMs must be a whole number
            VERSION,"types":["function"],"destination":{"protocol":"UDP"}                    | destination.protocol must be HTTP or TCP, not UDP
            VERSION,"types":["function"],"destination":{"protocol":"HTTP"}                   | destination.URI is missing
            VERSION,"types":["function"],"destination":{"protocol":"TCP"}                    | destination.port is missing
            VERSION,"types":["function"],"destination":{"protocol":"TCP","port":0}           | must be 1 to 65535, not 0
            VERSION,"types":["function"],"destination":{"protocol":"TCP","port":9001}        | must not be 9001
            VERSION,"types":["function"],"destination":{"protocol":"HTTP","URI":"http://localhost:8080"} | must have the host sandbox.localdomain, not "localhost"
            VERSION,"types":["function"],"destination":{"protocol":"HTTP","URI":"https://sandbox.localdomain"} | must begin with http://
            VERSION,"types":["function"],"destination":{"protocol":"HTTP","URI":"a b"}       | is no URI
            VERSION,                                                                         | is not JSON
            """)
    void shouldSayWhatIsWrong(String members, String message) {
        String body = "{"
                + members.replace("VERSION", "\"schemaVersion\":\"2022-07-01\"").replace("RECEIVER", HTTP)
                + "}";

        assertThatExceptionOfType(InvalidSubscriptionException.class)
                .isThrownBy(() -> read(Api.TELEMETRY, body))
                .withMessageContaining(message);
    }

    private static Subscription read(Api api, String body) throws InvalidSubscriptionException {
        return SubscriptionReader.read("one", api, body.getBytes(StandardCharsets.UTF_8));
    }
}
