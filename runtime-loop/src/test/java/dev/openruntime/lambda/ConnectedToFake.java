package dev.openruntime.lambda;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client and the platform of bare sockets that it talks to, for one test. */
final class ConnectedToFake implements AfterEachCallback {

    final FakePlatform platform;
    final LambdaClient client;
    final RuntimeApi api;

    ConnectedToFake() {
        try {
            platform = new FakePlatform();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        client = new LambdaClient(platform.address(), "open-runtime/1.2.3");
        api = client.runtime();
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        client.close();
        platform.close();
    }
}
