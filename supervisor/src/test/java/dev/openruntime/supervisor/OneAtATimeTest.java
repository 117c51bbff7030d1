package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.pipeline.FlushFailure;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OneAtATimeTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final CountDownLatch flushing = new CountDownLatch(1);

    @Test
    void shouldInterruptTheFlushThatIsInTheWayOfAStopAndWaitForItsEnd() throws Exception {
        OneAtATime sidecar = new OneAtATime(new Scripted(false));
        Thread flush = flush(sidecar);

        sidecar.stop(LONG);

        assertThat(flush.join(LONG)).isTrue();
        assertThat(journal).containsExactly("flush interrupted", "stopped");
    }

    @Test
    void shouldStopAllTheSameWhenAFlushDoesNotAnswerAnInterrupt() throws Exception {
        OneAtATime sidecar = new OneAtATime(new Scripted(true));
        Thread _ = flush(sidecar);

        sidecar.stop(Duration.ofMillis(100));

        assertThat(journal).containsExactly("stopped");
    }

    @Test
    void shouldTellWhatASidecarCouldNotFlush() {
        Sidecar full = new Scripted(false) {
            @Override
            public void flush(Duration within) throws SidecarException {
                throw new SidecarException("the disk is full");
            }
        };

        assertThatExceptionOfType(FlushFailure.class)
                .isThrownBy(
                        () -> new BuiltInFlusher("metrics", FlushTerms.DEFAULT, new OneAtATime(full)::flush, () -> true)
                                .flush(Deadline.in(LONG)))
                .withMessage("the disk is full");
    }

    private Thread flush(Sidecar sidecar) throws InterruptedException {
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                sidecar.flush(LONG);
            } catch (InterruptedException e) {
                // Not noted: the sidecar has done so.
            } catch (SidecarException e) {
                journal.add("failed: " + e.getMessage());
            }
        });
        assertThat(flushing.await(20, TimeUnit.SECONDS)).isTrue();
        return thread;
    }

    private class Scripted implements Sidecar {

        private final boolean deaf;

        Scripted(boolean deaf) {
            this.deaf = deaf;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public void start(SidecarContext context) {}

        @Override
        public Health health() {
            return Health.healthy("serves");
        }

        @Override
        public void flush(Duration within) throws SidecarException, InterruptedException {
            flushing.countDown();
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    if (!deaf) {
                        journal.add("flush interrupted");
                        throw e;
                    }
                }
            }
        }

        @Override
        public void stop(Duration within) {
            journal.add("stopped");
        }
    }
}
