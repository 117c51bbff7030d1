package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationFileTest {

    private static final String MINIMAL = "handler: { command: [./run, x] }\n";

    @TempDir
    private Path folder;

    @Test
    void shouldTakeTheNamedFileWhetherItExistsOrNot() throws IOException {
        touch("task/open-runtime.yaml");

        var found = ConfigurationFile.find(
                Map.of(
                        "OPEN_RUNTIME_CONFIG",
                        "/nowhere/x.yaml",
                        "LAMBDA_TASK_ROOT",
                        folder.resolve("task").toString()),
                folder);

        assertThat(found).contains(Path.of("/nowhere/x.yaml"));
    }

    @Test
    void shouldTakeTheTaskRootBeforeTheLayers() throws IOException {
        Path own = touch("task/open-runtime.json");
        Path layer = touch("opt/open-runtime.yaml");
        touch("empty/readme");

        assertThat(findFrom("task")).contains(own);
        assertThat(findFrom("empty")).contains(layer);
        assertThat(findFrom("nowhere")).contains(layer);
    }

    @Test
    void shouldPreferYamlToYmlToJson() throws IOException {
        Path json = touch("task/open-runtime.json");
        assertThat(findFrom("task")).contains(json);

        Path yml = touch("task/open-runtime.yml");
        assertThat(findFrom("task")).contains(yml);

        Path yaml = touch("task/open-runtime.yaml");
        assertThat(findFrom("task")).contains(yaml);
    }

    @Test
    void shouldFindNothingWhereNothingIs() throws IOException {
        Files.createDirectories(folder.resolve("task/open-runtime.yaml"));

        assertThat(findFrom("task")).isEmpty();
    }

    @Test
    void shouldResolveAFolderOrAFileOfTheCommandLine() throws IOException {
        Path file = touch("shop/open-runtime.yml");
        Path other = touch("shop/other.conf");
        touch("empty/readme");

        assertThat(ConfigurationFile.find(folder.resolve("shop"))).contains(file);
        assertThat(ConfigurationFile.find(other)).contains(other);
        assertThat(ConfigurationFile.find(folder.resolve("missing.yaml"))).contains(folder.resolve("missing.yaml"));
        assertThat(ConfigurationFile.find(folder.resolve("empty"))).isEmpty();
    }

    @Test
    void shouldRunChildrenInTheFolderOfAFileInsideTheTaskRoot() throws Exception {
        Configuration configuration =
                readBelow("task/functions", folder.resolve("task").toString());

        assertThat(configuration.file()).contains(folder.resolve("task/functions/open-runtime.yaml"));
        assertThat(configuration.directory()).isEqualTo(folder.resolve("task/functions"));
        assertThat(configuration.handler().command())
                .containsExactly(folder.resolve("task/functions/run").toString(), "x");
    }

    @Test
    void shouldRunChildrenInTheTaskRootIfTheFileIsElsewhere() throws Exception {
        Configuration configuration = readBelow("opt", folder.resolve("task").toString());

        assertThat(configuration.directory()).isEqualTo(folder.resolve("task"));
        assertThat(configuration.handler().command())
                .containsExactly(folder.resolve("task/run").toString(), "x");
    }

    @Test
    void shouldRunChildrenInTheFolderOfTheFileIfNoTaskRootIsSet() throws Exception {
        assertThat(readBelow("anywhere", "").directory()).isEqualTo(folder.resolve("anywhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "/usr/bin/node"})
    void shouldLeaveBareNamesAndAbsolutePathsAlone(String program) throws Exception {
        Configuration configuration =
                new Sample(folder, Map.of()).yaml("handler: { command: [" + program + ", ./index.mjs] }");

        assertThat(configuration.handler().command()).containsExactly(program, "./index.mjs");
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() throws IOException {
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat(256 * 1024 + 1));

        assertUnreadable(folder.resolve("missing.yaml"), "it does not exist");
        assertUnreadable(folder, "it is a directory");
        assertUnreadable(large, "it is larger than 256 KiB");
    }

    @Test
    void shouldReadAFileOfTheGreatestSizeAndWithAByteOrderMark() throws Exception {
        String start = "\uFEFF" + MINIMAL + "#";
        int rest = 256 * 1024 - start.getBytes(UTF_8).length;

        Configuration configuration = new Sample(folder, Map.of()).yaml(start + "x".repeat(rest));

        assertThat(configuration.handler().command()).hasSize(2);
    }

    @Test
    void shouldReadAnyOtherNameAsYaml() throws Exception {
        Configuration configuration = new Sample(folder, Map.of()).read("shop.conf", MINIMAL);

        assertThat(configuration.handler().command()).hasSize(2);
    }

    private void assertUnreadable(Path file, String why) {
        assertThatThrownBy(() -> ConfigurationFile.read(Optional.of(file), Map.of(), new SampleBuiltIns()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(file + ": 1 problem\n  cannot read the file: " + why);
    }

    private Configuration readBelow(String below, String taskRoot) throws Exception {
        Path home = Files.createDirectories(folder.resolve(below));
        return new Sample(home, Map.of("LAMBDA_TASK_ROOT", taskRoot)).yaml(MINIMAL);
    }

    private Optional<Path> findFrom(String taskRoot) {
        return ConfigurationFile.find(
                Map.of("LAMBDA_TASK_ROOT", folder.resolve(taskRoot).toString()), folder.resolve("opt"));
    }

    private Path touch(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}
