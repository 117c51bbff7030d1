package dev.openruntime.supervisor;

import dev.openruntime.config.Configuration;
import dev.openruntime.config.FlushRisk;
import dev.openruntime.lambda.ExtensionsApi;
import dev.openruntime.lambda.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The internal extension that makes the platform send SIGTERM before SIGKILL, which it does only where one is
 * registered. It wants no events; its thread {@code extension} waits for one until the process ends.
 */
final class ShutdownExtension {

    private static final String NAME = "open-runtime-shutdown";

    /** A platform answers within milliseconds; one that doesn't answer at all must not hold up init. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);

    private final ExtensionsApi api;
    private final Configuration configuration;
    private final CompletableFuture<Registration> registration = new CompletableFuture<>();

    private ShutdownExtension(ExtensionsApi api, Configuration configuration) {
        this.api = api;
        this.configuration = configuration;
    }

    /** Blocks until the platform has answered, for a second at most; to be done before the first {@code next}. */
    static void register(ExtensionsApi api, Configuration configuration) {
        ShutdownExtension extension = new ShutdownExtension(api, configuration);
        Thread.ofPlatform().daemon().name("extension").start(extension::live);
        extension.awaitAnswer();
    }

    private void live() {
        Registration answer = api.register(NAME);
        registration.complete(answer);
        if (answer instanceof Registration.Accepted accepted) {
            api.stayRegistered(accepted.identifier());
        }
    }

    private void awaitAnswer() {
        try {
            Registration answer = registration.get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (answer instanceof Registration.Refused refused) {
                tellOfNoWarning(refused.why());
            }
        } catch (TimeoutException e) {
            tellOfNoWarning("no answer within " + ANSWERED_WITHIN.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: a registration is never completed by an exception", e);
        }
    }

    /** Once, and louder where something can get lost. */
    private void tellOfNoWarning(String why) {
        String meaning =
                "the platform registered no extension ({}), so it ends this process by SIGKILL without warning:"
                        + " nobody is asked to stop, and there is no last flush";
        List<FlushRisk> risks = FlushRisk.of(configuration);
        if (risks.isEmpty()) {
            log().info(meaning, why);
        } else {
            log().warn(
                            meaning + ". What these have gathered since their last flush is lost then: {}; only"
                                    + " `flush.when: each` is safe",
                            why,
                            FlushRisk.inWords(risks));
        }
    }

    /** No logger of the class: nobody needs one where all goes well. */
    private static Logger log() {
        return LoggerFactory.getLogger(ShutdownExtension.class);
    }
}
