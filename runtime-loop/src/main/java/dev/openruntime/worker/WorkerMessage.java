package dev.openruntime.worker;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A frame's header as a worker sent it, read but not yet judged. */
sealed interface WorkerMessage {

    /** {@code ready}: user code is loaded. */
    record Ready(int protocol, List<String> hooks, int concurrency, List<String> noBody, Optional<StackOffer> stack)
            implements WorkerMessage {}

    /** {@code failed}: user code could not be loaded; the frame's body is the error. */
    record Failed() implements WorkerMessage {}

    /** {@code result}: the answer to a call. */
    record Result(long id, String action, Optional<String> contentType) implements WorkerMessage {}

    /** {@code log}: user code printed or logged. */
    record Log(String level, String message, Optional<String> fields, OptionalLong id) implements WorkerMessage {}

    /** {@code progress}: how far a call has come, shown if it times out. */
    record Progress(OptionalLong id, String note) implements WorkerMessage {}

    /** {@code stack}: what a call that was cancelled is at, shown if it times out. */
    record Stack(OptionalLong id, List<String> lines) implements WorkerMessage {}

    /** {@code metric}: user code has measured something. */
    sealed interface Metric extends WorkerMessage {

        /** What. */
        record Good(MetricNote note) implements Metric {}

        /** What can't be used, and why. */
        record Bad(String why) implements Metric {}
    }

    /** Any other type. */
    record Unknown(String type) implements WorkerMessage {}
}
