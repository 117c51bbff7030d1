package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutputCaptureTest {

    private final OutputRelay relay = new OutputRelay(ProcessFixture.time());
    private final OutputTail tail = new OutputTail();

    private OutputCapture capture(InputStream in) {
        return OutputCapture.start("agent", OutputLine.Stream.STDERR, in, tail, relay);
    }

    /** What the listener gets of a whole output. */
    private List<String> linesOf(InputStream in) throws InterruptedException {
        List<String> lines = new CopyOnWriteArrayList<>();
        relay.open(line -> lines.add(line.text()));
        assertThat(capture(in).awaitEnd(LONG)).isTrue();
        assertThat(relay.close(LONG)).isTrue();
        return lines;
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
    void shouldCutALongLineIntoMarkedPiecesAndLoseNothing() throws Exception {
        String line = "0123456789".repeat(5_000);

        List<String> pieces = linesOf(bytes(line + "\nnext\n"));

        assertThat(pieces).hasSize(8).last().isEqualTo("next");
        assertThat(pieces.subList(0, 6))
                .allSatisfy(piece -> assertThat(piece)
                        .hasSize(OutputLine.MAX_BYTES + OutputLine.CONTINUES.length())
                        .endsWith(OutputLine.CONTINUES));
        assertThat(String.join("", pieces.subList(0, 7)).replace(OutputLine.CONTINUES, ""))
                .isEqualTo(line);
    }

    @Test
    void shouldCutNoCharacterInTwo() throws Exception {
        for (String character : List.of("é", "€", "🙂")) {
            for (int shift = 0; shift < 4; shift++) {
                String line = "x".repeat(shift) + character.repeat(10_000);
                OutputRelay own = new OutputRelay(ProcessFixture.time());
                List<String> pieces = new CopyOnWriteArrayList<>();
                own.open(piece -> pieces.add(piece.text()));

                OutputCapture capture = OutputCapture.start("agent", OutputLine.Stream.STDOUT, bytes(line), tail, own);

                assertThat(capture.awaitEnd(LONG)).isTrue();
                assertThat(own.close(LONG)).isTrue();
                assertThat(String.join("", pieces).replace(OutputLine.CONTINUES, ""))
                        .isEqualTo(line);
            }
        }
    }

    @Test
    void shouldTakeBytesThatAreNoText() throws Exception {
        byte[] garbage = new byte[20_000];
        IntStream.range(0, garbage.length).forEach(i -> garbage[i] = (byte) (0x80 | i));

        assertThat(linesOf(new ByteArrayInputStream(garbage)))
                .isNotEmpty()
                .allSatisfy(piece -> assertThat(piece.length())
                        .isLessThanOrEqualTo(OutputLine.MAX_BYTES + OutputLine.CONTINUES.length()));
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
    void shouldKeepLinesUntilThereIsAListener() throws Exception {
        assertThat(capture(bytes("early\n")).awaitEnd(LONG)).isTrue();

        List<OutputLine> lines = new CopyOnWriteArrayList<>();
        relay.open(lines::add);

        await().untilAsserted(() -> assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.child()).isEqualTo("agent");
            assertThat(line.stream()).isEqualTo(OutputLine.Stream.STDERR);
            assertThat(line.text()).isEqualTo("early");
        }));
        assertThat(relay.close(LONG)).isTrue();
    }

    @Test
    void shouldHandOnTheOtherLinesWhenTheListenerThrows() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.complete(thrown));
        try {
            List<String> lines = new CopyOnWriteArrayList<>();
            relay.open(line -> {
                lines.add(line.text());
                if (line.text().equals("bad")) {
                    throw new IllegalStateException("cannot write");
                }
            });
            assertThat(capture(bytes("bad\ngood\n")).awaitEnd(LONG)).isTrue();
            assertThat(relay.close(LONG)).isTrue();

            assertThat(lines).containsExactly("bad", "good");
            assertThat(uncaught.get(20, TimeUnit.SECONDS)).hasMessage("cannot write");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static final String LINE = "a line of thirty-two characters\n";

    /** 100 MB, so that a heap that kept it would show. */
    private static Command flood() {
        return ProcessFixture.bash("yes '" + LINE.strip() + "' | head -c 100000000; echo end");
    }

    @Test
    void shouldLoseNothingOfAFloodWhenTheListenerKeepsUp() throws Exception {
        AtomicLong characters = new AtomicLong();
        CompletableFuture<Void> end = new CompletableFuture<>();
        relay.open(line -> {
            characters.addAndGet(line.text().length() + 1);
            if (line.text().equals("end")) {
                end.complete(null);
            }
        });

        ChildProcess process = ChildProcess.start(
                flood(), "capture-test-" + ProcessHandle.current().pid() + "-1");
        capture(process.stdout());

        end.get(100, TimeUnit.SECONDS);
        assertThat(characters.get()).isEqualTo(100_000_000L + "end\n".length());
        assertThat(relay.close(LONG)).isTrue();
        assertThat(process.killTree().survivors()).isZero();
    }

    @Test
    void shouldNeitherBlockTheChildNorGrowWhenTheListenerHangs() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        List<String> lines = new ArrayList<>();
        relay.open(line -> {
            lines.add(line.text());
            awaitQuietly(hang);
        });
        long before = usedAfterGc();

        ChildProcess process = ChildProcess.start(
                flood(), "capture-test-" + ProcessHandle.current().pid() + "-2");
        OutputCapture capture = capture(process.stdout());

        assertThat(process.exit().get(100, TimeUnit.SECONDS).wellDone()).isTrue();
        assertThat(capture.awaitEnd(LONG)).isTrue();
        assertThat(usedAfterGc() - before).isLessThan(16 << 20);
        assertThat(tail.lines().getLast()).endsWith("end");

        hang.countDown();
        assertThat(relay.close(LONG)).isTrue();
        long taken =
                lines.stream().filter(line -> !line.endsWith(" lines dropped]")).count();
        assertThat(taken).isPositive();
        assertThat(relay.droppedLines() + taken).isEqualTo(100_000_000L / LINE.length() + 1);
        assertThat(process.killTree().survivors()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(110, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long usedAfterGc() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
