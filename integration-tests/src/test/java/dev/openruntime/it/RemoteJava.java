package dev.openruntime.it;

import java.nio.file.Path;

/** The official Java client, started with a function of these tests. */
final class RemoteJava {

    private RemoteJava() {}

    /** The configuration of a handler that is this client; {@code function} is {@code Class::method}. */
    static String handler(String function) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return """
                handler:
                  command:
                    - %s
                    - -XX:TieredStopAtLevel=1
                    - -XX:+UseSerialGC
                    - --enable-native-access=ALL-UNNAMED
                    - -cp
                    - "%s"
                    - com.amazonaws.services.lambda.runtime.api.client.AWSLambda
                    - dev.openruntime.it.%s
                  protocol: runtime-api
                  restart: { backoff: { initial: 10ms, max: 20ms } }
                """.formatted(java, System.getProperty("java.class.path"), function);
    }
}
