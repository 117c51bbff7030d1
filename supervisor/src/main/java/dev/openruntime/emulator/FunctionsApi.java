package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that only tell about the function: {@code GetFunction}, {@code GetFunctionConfiguration} and
 * {@code ListFunctions}, with the members that waiters and tools look at. All else is refused, and the refusal names
 * what there is.
 */
final class FunctionsApi {
    private static final Pattern FUNCTION = Pattern.compile("/2015-03-31/functions/([^/]+)(/configuration)?/?");
    private static final Pattern FUNCTIONS = Pattern.compile("/2015-03-31/functions/?");

    private final EmulatorConfig config;

    FunctionsApi(EmulatorConfig config) {
        this.config = config;
    }

    HttpAnswer serve(Exchange exchange) throws Refusal {
        if (exchange.method().equals("GET")) {
            if (FUNCTIONS.matcher(exchange.path()).matches()) {
                return answer(json -> {
                    json.writeArrayFieldStart("Functions");
                    json.writeStartObject();
                    writeConfiguration(json, Optional.empty());
                    json.writeEndObject();
                    json.writeEndArray();
                });
            }
            Matcher function = FUNCTION.matcher(exchange.path());
            if (function.matches()) {
                Optional<String> qualifier = FunctionName.of(function.group(1), qualifier(exchange), config)
                        .qualifier();
                boolean alone = function.group(2) != null;
                return answer(json -> writeFunction(json, alone, qualifier));
            }
        }
        throw new Refusal(
                404,
                "UnknownOperationException",
                "The emulator has no operation " + exchange.method() + " " + exchange.path()
                        + "; it has Invoke, InvokeWithResponseStream, InvokeAsync, GetFunction, GetFunctionConfiguration"
                        + " and ListFunctions");
    }

    /** The qualifier beside the name. */
    static Optional<String> qualifier(Exchange exchange) throws Refusal {
        try {
            return exchange.query("Qualifier").filter(text -> !text.isEmpty());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidParameter("The query is not percent-encoded as it should be: " + exchange.rawQuery());
        }
    }

    private static HttpAnswer answer(Json.Members members) {
        return HttpAnswer.bytes(200, "application/json", Json.object(members));
    }

    private void writeFunction(JsonGenerator json, boolean alone, Optional<String> qualifier) throws IOException {
        if (alone) {
            writeConfiguration(json, qualifier);
            return;
        }
        json.writeObjectFieldStart("Configuration");
        writeConfiguration(json, qualifier);
        json.writeEndObject();
    }

    private void writeConfiguration(JsonGenerator json, Optional<String> qualifier) throws IOException {
        json.writeStringField("FunctionName", config.functionName());
        json.writeStringField(
                "FunctionArn", config.arn() + qualifier.map(name -> ":" + name).orElse(""));
        json.writeStringField("Runtime", "provided.al2023");
        json.writeStringField("Handler", config.handler());
        json.writeNumberField("Timeout", Math.max(1, config.timeout().toSeconds()));
        json.writeNumberField("MemorySize", config.memoryMegabytes());
        json.writeStringField("Version", config.functionVersion());
        json.writeStringField("PackageType", "Zip");
        json.writeStringField("State", "Active");
        json.writeStringField("LastUpdateStatus", "Successful");
    }
}
