package dev.openruntime.telemetry;

import dev.openruntime.process.OutputBatch;
import dev.openruntime.process.OutputFormat;
import dev.openruntime.process.OutputFormats;
import dev.openruntime.process.OutputLane;
import dev.openruntime.process.OutputLine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What children print and log, as records that carry their name and the request id. Any thread.
 *
 * <p>Made before the first child is spawned, so it knows nothing of the logging library.
 */
public final class ChildOutput implements OutputFormats {

    private static final int NOTE_BYTES = 300;

    private final LogSettings settings;
    private final InstantSource time;
    private final Set<String> silent;
    private final Set<String> toFiles;
    private final Function<String, Optional<String>> requestOf;

    /**
     * @param silent the children whose output is not logged
     * @param toFiles those whose lines go to a file, as they are
     * @param requestOf the request id that a child's line belongs to, by its name
     */
    public ChildOutput(
            LogSettings settings,
            InstantSource time,
            Set<String> silent,
            Set<String> toFiles,
            Function<String, Optional<String>> requestOf) {
        this.settings = settings;
        this.time = time;
        this.silent = Set.copyOf(silent);
        this.toFiles = Set.copyOf(toFiles);
        this.requestOf = requestOf;
    }

    @Override
    public OutputFormat of(String child, OutputLine.Stream stream) {
        if (silent.contains(child)) {
            return OutputFormat.NOTHING;
        }
        return toFiles.contains(child)
                ? new RawLineFormat()
                : new ChildLineFormat(settings, time, child, stream, () -> requestOf.apply(child));
    }

    /**
     * Writes down what user code logged through its kit, into this lane, and waits where that is full.
     *
     * @param level as the worker wrote it; an unknown one counts as INFO, as the platform has it
     * @param fields a JSON object as text
     */
    public void log(
            OutputLane lane,
            String child,
            String level,
            String text,
            Optional<String> fields,
            Optional<String> requestId) {
        LogLevel known = LogLevel.named(level).orElse(LogLevel.INFO);
        if (silent.contains(child) || !settings.wants(known)) {
            return;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        requestId.ifPresent(id -> members.put("requestId", id));
        fields.ifPresent(json -> members.put("fields", new RawJson(json)));
        OutputBatch note = new OutputBatch(NOTE_BYTES + text.length());
        LogSettings here = toFiles.contains(child) ? settings.inLines() : settings;
        new LogRecord(time.instant(), known, child, text, members, Optional.empty()).write(here, note);
        try {
            boolean _ = lane.put(note);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes down a line of a built-in as if a child had printed it, whatever the least level of the log: it may be
     * what the platform makes metrics of. Waits where the lane is full.
     *
     * @return whether the log has taken it
     * @throws InterruptedException while it waited; then the log has not taken it
     */
    public boolean print(OutputLane lane, String child, String line) throws InterruptedException {
        if (silent.contains(child)) {
            return true; // it goes where it was told to
        }
        ChildOutput whole = new ChildOutput(settings.ofAllLevels(), time, Set.of(), toFiles, requestOf);
        OutputFormat format = whole.of(child, OutputLine.Stream.STDOUT);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        OutputBatch batch = new OutputBatch(NOTE_BYTES + bytes.length);
        format.begin();
        format.write(bytes, 0, bytes.length, OutputLine.WHOLE, batch);
        return lane.put(batch);
    }

    /**
     * Writes down what a runtime wrote in a frame, and waits where the lane is full. JSON objects are as if printed.
     *
     * @param level an unknown one counts as INFO
     * @throws InterruptedException while it waited; then the log has not taken it
     */
    public void record(OutputLane lane, String child, String level, boolean json, String text)
            throws InterruptedException {
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (json) {
            boolean _ = print(lane, child, whole);
        } else {
            log(lane, child, level, whole, Optional.empty(), requestOf.apply(child));
        }
    }

    /** A warning of the supervisor's own, for those who can't use the logging library yet. */
    public void warn(OutputLane lane, String text) {
        if (settings.wants(LogLevel.WARN)) {
            OutputBatch warning = new OutputBatch(NOTE_BYTES);
            new LogRecord(time.instant(), LogLevel.WARN, LogRecord.SUPERVISOR, text, Map.of(), Optional.empty())
                    .write(settings, warning);
            boolean _ = lane.offer(warning);
        }
    }
}
