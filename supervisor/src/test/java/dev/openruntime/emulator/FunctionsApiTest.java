package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FunctionsApiTest {
    private static final String ROOT = "/2015-03-31/functions";
    private static final String CONFIGURATION = "\"FunctionName\":\"shop\","
            + "\"FunctionArn\":\"arn:aws:lambda:us-east-1:012345678912:function:shop\","
            + "\"Runtime\":\"provided.al2023\",\"Handler\":\"index.handler\",\"Timeout\":30,\"MemorySize\":128,"
            + "\"Version\":\"$LATEST\",\"PackageType\":\"Zip\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\"";

    @TempDir
    Path folder;

    private EmulatorFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = EmulatorFixture.of(folder, "", settings -> settings.functionName("shop"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void shouldTellAboutTheFunction() throws Exception {
        assertThat(send("GET", ROOT + "/shop").body()).isEqualTo("{\"Configuration\":{" + CONFIGURATION + "}}");
        assertThat(send("GET", ROOT + "/shop/configuration").body()).isEqualTo("{" + CONFIGURATION + "}");
        assertThat(send("GET", ROOT + "/").body()).isEqualTo("{\"Functions\":[{" + CONFIGURATION + "}]}");
        assertThat(send("GET", ROOT + "/shop?Qualifier=live").body()).contains("function:shop:live\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /2015-03-31/functions/other, 404, ResourceNotFoundException",
        "GET, /2015-03-31/functions/shop:a?Qualifier=b, 400, InvalidParameterValueException",
        "GET, /2015-03-31/functions/shop?Qualifier=a.b, 400, InvalidParameterValueException",
        "POST, /2015-03-31/functions, 404, UnknownOperationException",
        "PUT, /2015-03-31/functions/shop/code, 404, UnknownOperationException",
        "POST, /2021-11-15/functions/other/response-streaming-invocations, 404, ResourceNotFoundException",
        "GET, /2015-03-31/functions/shop/invocations, 404, UnknownOperationException"
    })
    void shouldRefuseWhatItHasNot(String method, String path, int status, String type) throws Exception {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = fixture.request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return fixture.http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
