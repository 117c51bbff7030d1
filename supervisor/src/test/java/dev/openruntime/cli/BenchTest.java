package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BenchTest {

    private static final String FEW = "--count=4 --rounds=2 --warm-up=1 --cold=1 --idle=10ms";

    private final CommandLineFixture cli;
    private final String shop;

    BenchTest(@TempDir Path folder) throws IOException {
        cli = new CommandLineFixture(folder);
        shop = cli.function.toString();
    }

    @Test
    void shouldShowTheFiguresOfTwoSidesAndTheirRatios() {
        String peer = "exec python3 " + cli.home.resolve("bootstrap");

        assertThat(bench(shop, "--against-command", peer)).as(cli.err()).isZero();

        assertThat(cli.out())
                .startsWith("A shop  " + shop + "\n")
                .contains("an event of 2 bytes")
                .containsPattern("(?m)^start to first next +min +p50 +max   0.* ms$")
                .containsPattern("(?m)^  A shop( +\\d+ ms){3}   ·*[▪━]+$")
                .containsPattern("(?m)^SIGTERM to exit ")
                .containsPattern("(?m)^4 calls in 2 rounds +p50 +p90 +p99 +max")
                .containsPattern("(?m)^  A / B( +[0-9.]+){3} +p50 [0-9.]+ to [0-9.]+ in half of the rounds$")
                .containsPattern("(?m)^use +CPU/call +memory +CPU idle +wake-ups$")
                .containsPattern("(?m)^memory after 5 calls +A +B$")
                .containsPattern("(?m)^steps of A shop; a call takes .* with the timeline, .* without$")
                .containsPattern("(?m)^  handle +handler +1.00 ms")
                .doesNotContain("steps of B", "failed");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void shouldTellTheSameFactsAsJson() {
        assertThat(bench(shop, "--against", shop, "--json")).as(cli.err()).isZero();

        assertThat(cli.out())
                .hasLineCount(1)
                .startsWith("{\"eventBytes\":2,\"sides\":[{\"name\":\"shop\",\"what\":\"" + shop + "\",\"failed\":0,")
                .containsPattern("\"cold\":\\{\"firstNext\":\\{\"minMs\":[0-9.]+,\"p50Ms\"")
                .containsPattern("\"warm\":\\{\"warmUp\":1,\"rounds\":2,\"count\":4,\"p50Ms\":")
                .containsPattern("\"memory\":\\[\\{\"name\":\"[^\"]+\",\"pid\":\\d+,\"bytes\":\\d{6,}")
                .containsPattern("\"idle\":\\{\"ms\":10,\"processorMs\":[0-9.]+,\"wakeUps\":\\d+}")
                .containsPattern("\"comparison\":\\{\"firstNext\":\\{\"ratio\":[0-9.]+,\"ratioLow\"");
    }

    @Test
    void shouldCountWhatFailsAndEndWithOne() {
        assertThat(bench(shop, "--handler", "fail")).isOne();
        assertThat(cli.out())
                .contains("A shop: 11 calls failed, the first one with\n  {\"errorType\": \"Function.Sad\"");

        assertThat(bench(shop, "--handler", "init-fail")).isOne();
        assertThat(cli.err())
                .contains("cannot measure shop: its init failed: {\"errorType\": \"OpenRuntime.InitFailed\"");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeMeasured() {
        assertThat(cli.run("bench", shop, "--against", "bare")).isEqualTo(2);
        assertThat(cli.err()).contains("cannot compare with `bare`: the function has neither middleware nor sidecars");

        assertThat(cli.run("bench", shop, "--against", shop, "--against-command", "x"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("name two other sides; there can be one");

        assertThat(cli.run("bench", shop, "--count", "0", "--cold", "0")).isEqualTo(2);
        assertThat(cli.err()).contains("there is nothing to measure");

        assertThat(cli.run("bench", shop, "--rounds", "0")).isEqualTo(2);
        assertThat(cli.err()).contains("--rounds must be 1 to 1000, not 0");

        assertThat(cli.run("bench", shop, "--memory", "64")).isEqualTo(2);
        assertThat(cli.err()).contains("memory must be 128 to 10240 MB, not 64");

        assertThat(cli.run("bench", shop, "--against", "nowhere")).isEqualTo(2);
        assertThat(cli.err()).contains("cannot find nowhere");
    }

    @Test
    void shouldTakeMiddlewareAndSidecarsAwayForBare() throws Exception {
        Files.writeString(cli.function.resolve("open-runtime.yaml"), """
                handler: { command: [x] }
                middleware: [{ name: gate, command: [y] }]
                sidecars: [{ name: discovery, use: discovery, with: { services: { orders: ["127.0.0.1:1"] } } }]
                """);
        LocalFunction full = LocalFunction.configured(cli.function, cli.environment);
        Path made;

        try (BareFunction bare = BareFunction.of(full, cli.environment)) {
            made = bare.function().configuration().orElseThrow();
            Map<String, String> environment = new HashMap<>(cli.environment);
            environment.putAll(bare.variables());

            assertThat(bare.function().folder()).isEqualTo(full.folder());
            assertThat(Files.readString(made)).contains("\"gate\"", "\"discovery\"");
            assertThat(BareFunction.read(bare.function(), environment).middleware())
                    .isEmpty();
            assertThat(BareFunction.read(bare.function(), environment).sidecars())
                    .isEmpty();
        }

        assertThat(made.getParent()).doesNotExist();
    }

    @Test
    void shouldSayThatBareIsImpossibleWhereTheHandlerDependsOnASidecar() throws IOException {
        Files.writeString(cli.function.resolve("open-runtime.yaml"), """
                handler: { command: [x], dependsOn: { agent: started } }
                sidecars: [{ name: agent, command: [y] }]
                """);

        assertThat(cli.run("bench", shop, "--against", "bare")).isEqualTo(2);

        assertThat(cli.err())
                .contains("cannot compare with `bare`: without middleware and sidecars", "name its folder", "`agent`");
    }

    private int bench(String... arguments) {
        return cli.run(Stream.of(List.of("bench"), List.of(arguments), List.of(FEW.split(" ")))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }
}
