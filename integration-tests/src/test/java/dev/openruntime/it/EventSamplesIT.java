package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Samples;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample of an event or response of an AWS service goes through the stages and back, byte for byte. */
final class EventSamplesIT {

    private static final int SAMPLES = 104;

    @RegisterExtension
    final Bench bench = new Bench();

    private List<Path> samples = List.of();

    @BeforeEach
    void findSamples() throws IOException {
        samples = Samples.all();
        assertThat(samples).hasSizeGreaterThanOrEqualTo(SAMPLES);
    }

    @Test
    void shouldGiveEveryByteBackWhenKitsPassItOn() throws IOException {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/stage.mjs");
        bench.copy("functions/stage.py");
        String stages = Workers.middleware(Workers.pythonStage("outer"), Workers.nodeStage("inner"));
        bench.bootstrap().config(Workers.BARE_HANDLER + stages).start(platform);

        sendAllThrough(platform);
    }

    @Test
    void shouldGiveEveryByteBackWhenStagesReplaceItByTheSame() throws IOException {
        ScriptedPlatform platform = bench.platform();
        String stages =
                Workers.middleware(Workers.bareStage("outer", "replace"), Workers.bareStage("inner", "continue"));
        bench.bootstrap().config(Workers.BARE_HANDLER + stages).start(platform);

        sendAllThrough(platform);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldGiveEveryByteBackWhenARawRuntimeIsTheHandler(int stages) throws IOException {
        ScriptedPlatform platform = bench.platform();
        RawRuntime.compile(bench);
        bench.bootstrap().config(RawRuntime.HANDLER + Stages.of(stages)).start(platform);

        sendAllThrough(platform);
    }

    private void sendAllThrough(ScriptedPlatform platform) throws IOException {
        for (Path sample : samples) {
            byte[] event = Files.readAllBytes(sample);

            Outcome outcome = platform.invoke(Event.of(event));

            assertThat(outcome.isError())
                    .as("%s: %s", sample.getFileName(), outcome)
                    .isFalse();
            assertThat(outcome.body()).as("%s", sample.getFileName()).isEqualTo(event);
        }
    }
}
