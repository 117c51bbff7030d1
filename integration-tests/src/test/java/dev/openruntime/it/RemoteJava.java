package dev.openruntime.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The official Java client, started with a function of these tests; and what those functions have in common. */
final class RemoteJava {

    /** Where this variable is set, no function can be loaded: its constructor throws, with this text. */
    static final String UNLOADABLE = "IT_UNLOADABLE";

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
                    - --add-opens=java.base/java.io=ALL-UNNAMED
                    - -cp
                    - "%s"
                    - com.amazonaws.services.lambda.runtime.api.client.AWSLambda
                    - dev.openruntime.it.%s
                  protocol: runtime-api
                  restart: { backoff: { initial: 10ms, max: 20ms } }
                """.formatted(java, System.getProperty("java.class.path"), function);
    }

    /** What the constructor of a function does. */
    static void load() {
        String why = System.getenv(UNLOADABLE);
        if (why != null) {
            throw new IllegalStateException(why);
        }
    }

    /** Takes its time. */
    static void work(int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Never comes back. */
    static void hang() {
        while (true) {
            LockSupport.park();
        }
    }
}
