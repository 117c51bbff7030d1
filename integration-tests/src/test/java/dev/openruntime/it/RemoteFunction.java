package dev.openruntime.it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function as Java programmers write them, for the official runtime interface client. */
public final class RemoteFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final int FRAME = "{\"x\":\"\"}".length();

    /** Made by the client, by name. */
    public RemoteFunction() {
        RemoteJava.load();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        for (Map.Entry<String, Object> member : event.entrySet()) {
            String what = String.valueOf(member.getValue());
            switch (member.getKey()) {
                case "fail" -> throw new IllegalArgumentException("cannot do " + what);
                case "exit" -> System.exit(Integer.parseInt(what));
                case "hang" -> RemoteJava.hang();
                case "slow" -> {
                    RemoteJava.work(Integer.parseInt(what));
                    return Map.of("x", "slow but there");
                }
                case "size" -> {
                    return Map.of("size", what.length());
                }
                case "bytes" -> {
                    return Map.of("x", "x".repeat(Integer.parseInt(what) - FRAME));
                }
                default -> {}
            }
        }
        return greeting(event, context);
    }

    private static Map<String, Object> greeting(Map<String, Object> event, Context context) {
        context.getLogger().log("greeting");
        context.getLogger().log("in two\nlines\n");
        Map<String, Object> response = new LinkedHashMap<>(event);
        response.put("greeting", "hello, " + event.get("name"));
        response.put("requestId", context.getAwsRequestId());
        response.put("functionName", context.getFunctionName());
        return response;
    }
}
