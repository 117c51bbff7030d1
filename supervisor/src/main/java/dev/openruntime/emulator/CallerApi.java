package dev.openruntime.emulator;

import java.util.regex.Pattern;

/**
 * All that callers are served on one port. A path that begins with a date, as every path of the Lambda API does, goes
 * to that; any other is the function's own.
 */
final class CallerApi implements HttpServer.Service {
    private static final Pattern LAMBDA_API = Pattern.compile("/\\d{4}-\\d{2}-\\d{2}/.*", Pattern.DOTALL);

    private final HttpServer.Service invokeApi;
    private final HttpServer.Service functionUrl;

    CallerApi(HttpServer.Service invokeApi, HttpServer.Service functionUrl) {
        this.invokeApi = invokeApi;
        this.functionUrl = functionUrl;
    }

    @Override
    public HttpAnswer serve(Exchange exchange) throws InterruptedException {
        boolean api = LAMBDA_API.matcher(exchange.path()).matches();
        return (api ? invokeApi : functionUrl).serve(exchange);
    }
}
