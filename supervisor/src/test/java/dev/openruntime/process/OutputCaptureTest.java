package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OutputCaptureTest {

    private final OutputRelay relay = OutputFixture.relay();
    private final OutputTail tail = new OutputTail();

    private OutputCapture capture(InputStream in) {
        return OutputCapture.start("agent", OutputLine.Stream.STDERR, in, tail, relay);
    }

    /** What the listener gets of a whole output. */
    private List<String> linesOf(InputStream in) throws InterruptedException {
        OutputFixture.Lines lines = new OutputFixture.Lines();
        relay.open(lines);
        assertThat(capture(in).awaitEnd(LONG)).isTrue();
        assertThat(relay.close(LONG)).isTrue();
        return lines.all();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeLinesWhateverTheirEnds() throws Exception {
        assertThat(linesOf(bytes("one\ntwo\r\n\n{\"json\": \"\\n\"}\nthe last has no end")))
                .containsExactly("one", "two", "", "{\"json\": \"\\n\"}", "the last has no end");
    }

    @Test
    void shouldTakeLinesThatComeByteByByte() throws Exception {
        byte[] text = "ünï\r\ncode\n".getBytes(StandardCharsets.UTF_8);
        List<InputStream> parts = new ArrayList<>();
        for (byte b : text) {
            parts.add(new ByteArrayInputStream(new byte[] {b}));
        }

        assertThat(linesOf(new SequenceInputStream(Collections.enumeration(parts))))
                .containsExactly("ünï", "code");
    }

    @Test
    void shouldCutALongLineIntoNumberedPiecesAndLoseNothing() throws Exception {
        String line = "0123456789".repeat(10_000);

        List<String> pieces = linesOf(bytes(line + "\nnext\n"));

        assertThat(pieces).hasSize(5).last().isEqualTo("next");
        assertThat(pieces.subList(0, 3)).allMatch(piece -> piece.length() == OutputLine.MAX_BYTES + "<1+>".length());
        assertThat(pieces.subList(0, 4))
                .extracting(OutputCaptureTest::mark)
                .containsExactly("<1+>", "<2+>", "<3+>", "<4>");
        assertThat(joined(pieces.subList(0, 4))).isEqualTo(line);
    }

    @Test
    void shouldCutNoCharacterInTwo() throws Exception {
        for (String character : List.of("é", "€", "🙂")) {
            for (int shift = 0; shift < 4; shift++) {
                String line = "x".repeat(shift) + character.repeat(30_000);
                OutputRelay own = OutputFixture.relay();
                OutputFixture.Lines lines = new OutputFixture.Lines();
                own.open(lines);

                OutputCapture capture = OutputCapture.start("agent", OutputLine.Stream.STDOUT, bytes(line), tail, own);

                assertThat(capture.awaitEnd(LONG)).isTrue();
                assertThat(own.close(LONG)).isTrue();
                assertThat(lines.all()).hasSizeGreaterThan(1);
                assertThat(joined(lines.all())).isEqualTo(line);
            }
        }
    }

    private static String mark(String piece) {
        return piece.substring(piece.lastIndexOf('<'));
    }

    private static String joined(List<String> pieces) {
        return pieces.stream()
                .map(piece -> piece.substring(0, piece.lastIndexOf('<')))
                .collect(Collectors.joining());
    }

    @Test
    void shouldTakeBytesThatAreNoText() throws Exception {
        byte[] garbage = new byte[100_000];
        IntStream.range(0, garbage.length).forEach(i -> garbage[i] = (byte) (0x80 | i));

        assertThat(linesOf(new ByteArrayInputStream(garbage)))
                .isNotEmpty()
                .allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo(OutputLine.MAX_BYTES + 10));
    }

    @Test
    void shouldKeepTheLastLinesShort() throws Exception {
        StringBuilder text = new StringBuilder();
        IntStream.rangeClosed(1, 100)
                .forEach(i -> text.append("line ").append(i).append('\n'));
        text.append("y".repeat(5000)).append('\n');

        assertThat(linesOf(bytes(text.toString()))).hasSize(101);

        assertThat(tail.lines()).hasSize(20).startsWith("line 82").last().isEqualTo("y".repeat(500) + " …");
    }

    @Test
    void shouldCountALongLineAsOneOfTheLastLines() throws Exception {
        assertThat(linesOf(bytes("before\n" + "z".repeat(1_000_000) + "\nafter\n")))
                .hasSize(33);

        assertThat(tail.lines()).containsExactly("before", "z".repeat(500) + " …", "after");
    }

    @Test
    void shouldKeepLinesUntilThereIsALog() throws Exception {
        assertThat(capture(bytes("early\n")).awaitEnd(LONG)).isTrue();

        OutputFixture.Lines lines = new OutputFixture.Lines();
        relay.open(lines);

        await().untilAsserted(() -> assertThat(lines.all()).containsExactly("early"));
        assertThat(relay.close(LONG)).isTrue();
    }

    private static final String LINE = "a line of thirty-two characters\n";

    /** 100 MB, so that a heap that kept it would show. */
    @Test
    void shouldLoseNothingOfAFloodWhenTheLogKeepsUp() throws Exception {
        AtomicLong bytes = new AtomicLong();
        relay.open((_, length) -> bytes.addAndGet(length));

        ChildProcess process = ChildProcess.start(
                ProcessFixture.bash("yes '" + LINE.strip() + "' | head -c 100000000; echo end"),
                "capture-test-" + ProcessHandle.current().pid() + "-1");

        assertThat(capture(process.stdout()).awaitEnd(Duration.ofSeconds(100))).isTrue();
        assertThat(relay.close(LONG)).isTrue();
        assertThat(bytes.get()).isEqualTo(100_000_000L + "end\n".length());
        assertThat(relay.droppedLines()).isZero();
        assertThat(process.killTree().survivors()).isZero();
    }

    @Test
    void shouldHearAGrandchildThatHoldsThePipeAfterItsParentsDeath(@TempDir Path folder) throws Exception {
        OutputFixture.Lines lines = new OutputFixture.Lines();
        String script = "(until [ -e go ]; do sleep 0.01; done; echo late) & yes early | head -n 16000; read; true";
        ChildProcess process = ChildProcess.start(
                new Command(List.of("bash", "-c", script), ProcessFixture.PATH, folder),
                "capture-test-" + ProcessHandle.current().pid() + "-2");
        OutputCapture capture = capture(process.stdout());
        // The JDK would take the pipe away from a reader that isn't in the midst of a read when the parent ends.
        await().atMost(LONG).until(capture::isHeldUp);
        process.stdin().close();
        assertThat(process.exit().get(30, TimeUnit.SECONDS).wellDone()).isTrue();

        relay.open(lines);
        await().atMost(LONG).until(() -> lines.all().contains("early"));
        Path _ = Files.createFile(folder.resolve("go"));

        assertThat(capture.awaitEnd(LONG)).isTrue();
        assertThat(relay.close(LONG)).isTrue();
        assertThat(lines.all()).contains("early").last().isEqualTo("late");
    }
}
