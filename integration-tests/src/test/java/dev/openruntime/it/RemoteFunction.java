package dev.openruntime.it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A function as Java programmers write them, for the official runtime interface client. */
public final class RemoteFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    /** Made by the client, by name. */
    public RemoteFunction() {}

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.containsKey("fail")) {
            throw new IllegalArgumentException("cannot do " + event.get("fail"));
        }
        if (event.containsKey("hang")) {
            awaitTheEnd();
        }
        context.getLogger().log("greeting");
        return Map.of(
                "greeting",
                "hello, " + event.get("name"),
                "requestId",
                context.getAwsRequestId(),
                "functionName",
                context.getFunctionName());
    }

    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
