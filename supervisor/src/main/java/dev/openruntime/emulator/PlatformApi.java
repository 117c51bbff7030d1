package dev.openruntime.emulator;

import dev.openruntime.emulator.telemetry.Telemetry;
import java.util.Optional;

/** All that one life of the environment is served under {@code AWS_LAMBDA_RUNTIME_API}. */
final class PlatformApi implements HttpServer.Service {
    private final RuntimeApi runtime;
    private final ExtensionsApi extensions;

    PlatformApi(Session session, EmulatorConfig config, Telemetry telemetry) {
        this.runtime = new RuntimeApi(session.runtime(), config.snapStart());
        this.extensions = new ExtensionsApi(session, config, telemetry);
    }

    @Override
    public HttpAnswer serve(Exchange exchange) throws InterruptedException {
        Optional<HttpAnswer> answer = runtime.serve(exchange);
        if (answer.isEmpty()) {
            answer = extensions.serve(exchange);
        }
        return answer.orElseGet(() -> isPing(exchange) ? HttpAnswer.text(200, "pong") : HttpAnswer.NOT_FOUND);
    }

    private static boolean isPing(Exchange exchange) {
        return exchange.method().equals("GET")
                && (exchange.path().equals("/2018-06-01/ping")
                        || exchange.path().equals("/ping"));
    }
}
