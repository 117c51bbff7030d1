package dev.openruntime.supervisor;

import dev.openruntime.config.CatalogBuiltIns;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.ConfigurationFile;
import dev.openruntime.config.InvalidConfigurationException;
import dev.openruntime.invocation.Failure;
import dev.openruntime.lambda.LambdaClient;
import dev.openruntime.loop.SourceFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Everything that can be wrong before there is anything to supervise. Says so where a person and the platform look. */
final class StartUp {

    private final Platform platform;

    StartUp(Platform platform) {
        this.platform = platform;
    }

    /** The configuration, or the end of the process with the reason. */
    Configuration configuration(Optional<Path> named, List<String> wrapped) {
        if (platform.runtimeApi().isEmpty()) {
            throw end("cannot run: AWS_LAMBDA_RUNTIME_API is not set. A platform sets it; on your own machine, use"
                    + " `open-runtime invoke DIR` or `open-runtime dev DIR`");
        }
        Optional<Path> file = named.or(() -> ConfigurationFile.find(platform.environment()));
        if (file.isEmpty() && wrapped.isEmpty() && !ConfigurationFile.hasFragments(platform.environment())) {
            throw refuse("cannot find a configuration: there is no open-runtime.yaml, .yml or .json in the task root"
                    + " or in /opt, no fragment in /opt/open-runtime.d, and neither --config nor OPEN_RUNTIME_CONFIG"
                    + " names one");
        }
        try {
            return ConfigurationFile.read(file, platform.environment(), new CatalogBuiltIns(), wrapped);
        } catch (InvalidConfigurationException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    private IllegalStateException refuse(String why) {
        System.err.println("open-runtime: " + why);
        try (LambdaClient client = platform.client()) {
            client.runtime().postInitError(new Failure("OpenRuntime.Configuration", why).asOutcome());
        } catch (SourceFailure e) {
            System.err.println("open-runtime: " + e.getMessage());
        }
        return ended();
    }

    private IllegalStateException end(String why) {
        System.err.println("open-runtime: " + why);
        return ended();
    }

    private IllegalStateException ended() {
        platform.bootstrap().done(ExitStatus.USAGE.code());
        Runtime.getRuntime().halt(ExitStatus.USAGE.code());
        return new IllegalStateException("internal error: the process goes on after its end");
    }
}
