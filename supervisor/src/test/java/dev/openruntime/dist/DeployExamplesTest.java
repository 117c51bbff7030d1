package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The examples of deployments against what the build makes: paths, architectures, what the layer holds. */
class DeployExamplesTest {

    private static final Path EXAMPLES = Path.of("../config-examples/deploy");
    private static final String LAYER = "../../supervisor/target/open-runtime-layer.zip";
    private static final Pattern COPY = Pattern.compile("COPY --from=build /source/supervisor/target/dist/open-runtime/"
            + "([a-z-]+) /opt/open-runtime/([a-z-]+)\n");

    @Test
    void shouldDescribeTheSameFunctionForSamAndForTheServerlessFramework() throws Exception {
        JsonNode resources = yaml("template.yaml").path("Resources");
        JsonNode layer = resources.path("OpenRuntime").path("Properties");
        JsonNode function = resources.path("Function").path("Properties");
        JsonNode serverless = yaml("serverless.yml");

        assertThat(layer.path("ContentUri").asText()).isEqualTo(LAYER);
        assertThat(function.path("Layers").path(0).path("Ref").asText()).isEqualTo("OpenRuntime");
        assertThat(EXAMPLES.resolve(function.path("CodeUri").asText()).resolve("open-runtime.yaml"))
                .exists();
        assertThat(serverless.at("/layers/openRuntime/package/artifact").asText())
                .isEqualTo(LAYER);
        assertThat(serverless.at("/functions/function/layers/0/Ref").asText()).isEqualTo("OpenRuntimeLambdaLayer");
        assertThat(serverless.at("/provider/runtime")).isEqualTo(function.path("Runtime"));
        assertThat(serverless.at("/provider/architecture")).isEqualTo(function.at("/Architectures/0"));
    }

    @Test
    void shouldPutIntoTheImageWhatIsInTheLayer() throws Exception {
        String image = Files.readString(EXAMPLES.resolve("Dockerfile"));

        List<MatchResult> copies = COPY.matcher(image).results().toList();

        assertThat(copies).allMatch(copy -> copy.group(1).equals(copy.group(2)));
        assertThat(copies.stream().map(copy -> copy.group(1)))
                .as("what LayerZip doesn't leave out of the distribution")
                .containsExactly("bootstrap", "exec-wrapper", "jre", "lib", "open-runtime", "workers");
        assertThat(image)
                .contains("ARG BUILD_IMAGE=", "FROM ${BUILD_IMAGE} AS build", "ARG RUN_IMAGE=", "FROM ${RUN_IMAGE}\n")
                .containsPattern("USER [1-9][0-9]*")
                .contains("ENTRYPOINT [\"/opt/open-runtime/bootstrap\"]");
    }

    private static JsonNode yaml(String name) throws Exception {
        return new ObjectMapper().valueToTree(new Yaml().<Object>load(Files.readString(EXAMPLES.resolve(name))));
    }
}
