package dev.openruntime.process;

import static dev.openruntime.process.ProcessFixture.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.testing.Uncaught;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutputRelayTest {

    private static final String KILOBYTE = "x".repeat(1023);

    private final OutputRelay relay = OutputFixture.relay();

    /** Takes one batch a permit. */
    private final Semaphore permits = new Semaphore(0);

    private final List<String> written = new ArrayList<>(); // by the relay's thread alone, read after its end

    private void write(byte[] records, int length) {
        permits.acquireUninterruptibly();
        written.add(new String(records, 0, length, StandardCharsets.UTF_8).strip());
    }

    @Test
    void shouldGiveEveryChildItsTurnWhenOneFloods() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertThat(relay.lane("flooder").offer(OutputFixture.batch(KILOBYTE)))
                    .isTrue();
        }
        assertThat(relay.lane("quiet").offer(OutputFixture.batch("hello"))).isTrue();

        permits.release(100);
        relay.open(this::write);
        assertThat(relay.close(LONG)).isTrue();

        assertThat(written).hasSize(61);
        assertThat(written.indexOf("hello")).isEqualTo(1);
    }

    @Test
    void shouldWriteTheSupervisorsOwnRecordsFirst() throws Exception {
        assertThat(relay.lane("agent").offer(OutputFixture.batch("a line"))).isTrue();
        assertThat(relay.own().offer(OutputFixture.batch("a record"))).isTrue();

        permits.release(100);
        relay.open(this::write);
        assertThat(relay.close(LONG)).isTrue();

        assertThat(written).containsExactly("a record", "a line");
    }

    @Test
    void shouldBoundWhatItKeepsOfEachChild() {
        int taken = 0;
        while (relay.lane("flooder").offer(OutputFixture.batch(KILOBYTE))) {
            taken++;
        }

        assertThat(taken).isEqualTo(64);
        assertThat(relay.lane("quiet").offer(OutputFixture.batch("hello"))).isTrue();
    }

    @Test
    void shouldTakeABatchThatIsLargerThanALaneWhenThereIsNoOther() {
        assertThat(relay.lane("agent").offer(OutputFixture.batch("y".repeat(1_000_000))))
                .isTrue();
    }

    @Test
    void shouldMakeAFloodWaitAndLoseNothingWhenTheLogIsSlow() throws Exception {
        relay.open(this::write);
        CompletableFuture<Boolean> allTaken = CompletableFuture.supplyAsync(this::flood);

        while (!allTaken.isDone()) {
            if (permits.availablePermits() == 0) {
                permits.release();
            }
            Thread.onSpinWait();
        }
        permits.release(1_000_000);
        assertThat(relay.close(LONG)).isTrue();

        assertThat(allTaken.get()).isTrue();
        assertThat(relay.droppedLines()).isZero();
        assertThat(written).hasSize(500);
    }

    private boolean flood() {
        boolean all = true;
        for (int i = 0; i < 500; i++) {
            try {
                all &= relay.lane("flooder").put(OutputFixture.batch(KILOBYTE));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }

    @Test
    void shouldLetNobodyWaitForLongWhenTheLogHangs() throws Exception {
        relay.open(this::write);

        boolean all = flood(); // a child's reader would be in here: it must come back

        assertThat(all).isFalse();
        long lost = relay.droppedLines();
        permits.release(1_000_000);
        assertThat(relay.flush(LONG)).isTrue();
        assertThat(relay.lane("flooder").put(OutputFixture.batch("again"))).isTrue();
        assertThat(relay.close(LONG)).isTrue();
        assertThat(written.size() + lost).isEqualTo(501);
        assertThat(written).last().isEqualTo("again");
    }

    @Test
    void shouldNotWaitForTheLogWhenTheSupervisorSpeaks() throws Exception {
        relay.open(this::write);
        int taken = 0;
        while (relay.own().offer(OutputFixture.batch(KILOBYTE))) {
            taken++;
        }

        assertThat(taken).isBetween(256, 257);
        permits.release(1_000);
        assertThat(relay.close(LONG)).isTrue();
        assertThat(written).hasSize(taken);
    }

    @Test
    void shouldSayWhetherAllIsWritten() throws Exception {
        relay.open(this::write);
        assertThat(relay.flush(Duration.ZERO)).isTrue();

        assertThat(relay.own().offer(OutputFixture.batch("a record"))).isTrue();
        assertThat(relay.flush(Duration.ofMillis(20))).isFalse();

        permits.release();
        assertThat(relay.flush(LONG)).isTrue();
        assertThat(relay.close(LONG)).isTrue();
    }

    @Test
    void shouldWriteTheOthersWhenTheLogThrows() throws Exception {
        Uncaught uncaught = new Uncaught();
        CountDownLatch good = new CountDownLatch(1);
        uncaught.run(() -> relay.open((records, _) -> {
            if (records[0] == 'b') {
                throw new IllegalStateException("cannot write");
            }
            good.countDown();
        }));

        assertThat(relay.lane("agent").put(OutputFixture.batch("bad"))).isTrue();
        assertThat(relay.lane("agent").put(OutputFixture.batch("good"))).isTrue();

        assertThat(good.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(uncaught.await()).hasMessage("cannot write");
        assertThat(relay.close(LONG)).isTrue();
    }

    @Test
    void shouldLoseWhatComesAfterItsEnd() throws Exception {
        assertThat(relay.close(LONG)).isTrue();

        assertThat(relay.lane("agent").put(OutputFixture.batch("late"))).isFalse();
        assertThat(relay.droppedLines()).isEqualTo(1);
    }

    @Test
    void shouldLetAFloodingChildRunOnAndCountWhatIsLostWhenTheLogHangs() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        OutputFixture.Lines lines = new OutputFixture.Lines();
        relay.open((records, length) -> {
            awaitQuietly(hang);
            lines.write(records, length);
        });
        OutputTail tail = new OutputTail();

        ChildProcess process = ChildProcess.start(
                ProcessFixture.bash("yes 'a line of thirty-two characters' | head -c 32000000; echo end"),
                "relay-test-" + ProcessHandle.current().pid());
        OutputCapture capture = OutputCapture.start("agent", OutputLine.Stream.STDOUT, process.stdout(), tail, relay);

        assertThat(process.exit().get(100, TimeUnit.SECONDS).wellDone()).isTrue();
        assertThat(capture.awaitEnd(LONG)).isTrue();
        assertThat(tail.lines().getLast()).isEqualTo("end");
        hang.countDown();
        assertThat(relay.close(LONG)).isTrue();
        long taken = lines.all().stream()
                .filter(line -> !line.endsWith(" lines dropped]"))
                .count();
        assertThat(taken).isPositive();
        assertThat(relay.droppedLines() + taken).isEqualTo(1_000_001);
        assertThat(process.killTree().survivors()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(110, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
