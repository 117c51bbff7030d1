package dev.openruntime.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code open-runtime dev} over the folder of a test, on a port of its own. */
public final class DevServer {

    private static final Pattern SERVING = Pattern.compile("serving on (127\\.0\\.0\\.1:\\d+)");

    private final Program program;
    private final URI endpoint;

    private DevServer(Program program, URI endpoint) {
        this.program = program;
        this.endpoint = endpoint;
    }

    /** Starts it and waits until it serves. */
    public static DevServer start(Bench bench, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(options, 0, arguments, 4, options.length);
        arguments[0] = "dev";
        arguments[1] = bench.folder().toString();
        arguments[2] = "--port";
        arguments[3] = "0";
        Program program = bench.openRuntime(arguments).start();
        return new DevServer(program, URI.create("http://" + address(program)));
    }

    /** Waits until a {@code dev} that was started otherwise serves; its address. */
    public static String address(Program program) {
        return await("dev serves")
                .atMost(ScriptedPlatform.PATIENCE)
                .until(
                        () -> {
                            Matcher matcher = SERVING.matcher(program.errors());
                            return matcher.find() ? matcher.group(1) : "";
                        },
                        address -> !address.isEmpty());
    }

    /** What clients call: the Lambda API, and the function URL. */
    public URI endpoint() {
        return endpoint;
    }

    /** Waits until something is on the screen. */
    public void awaitShown(String text) {
        await("`" + text + "` is shown")
                .atMost(ScriptedPlatform.PATIENCE)
                .untilAsserted(() -> assertThat(program.errors()).contains(text));
    }

    /** All that is on the screen. */
    public String shown() {
        return program.errors();
    }
}
