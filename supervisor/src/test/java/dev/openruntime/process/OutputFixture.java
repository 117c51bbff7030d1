package dev.openruntime.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the tests of output share: records that are the lines themselves, a piece with its number behind it. */
final class OutputFixture {

    private OutputFixture() {}

    static OutputRelay relay() {
        return new OutputRelay((_, _) -> new Plain(""));
    }

    /** One whose records begin with the stream's name and a blank. */
    static OutputRelay relayOfStreams() {
        return new OutputRelay((_, stream) -> new Plain(stream + " "));
    }

    static OutputBatch batch(String... lines) {
        OutputBatch batch = new OutputBatch(16);
        for (String line : lines) {
            batch.add(line + "\n");
            batch.endLine();
        }
        return batch;
    }

    private static final class Plain implements OutputFormat {

        private final String prefix;

        Plain(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void begin() {}

        @Override
        public void write(byte[] bytes, int from, int to, OutputLine line, OutputBatch into) {
            into.add(prefix);
            into.add(bytes, from, to);
            if (line.isPiece()) {
                into.add("<" + line.number() + (line.more() ? "+>" : ">"));
            }
            into.add('\n');
            into.endLine();
        }
    }

    /** Keeps what it is told, line by line. */
    static final class Lines implements OutputSink {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void write(byte[] records, int length) {
            String text = new String(records, 0, length, StandardCharsets.UTF_8);
            lines.addAll(List.of(
                    text.substring(0, length == 0 ? 0 : text.length() - 1).split("\n", -1)));
        }

        List<String> all() {
            return List.copyOf(lines);
        }
    }
}
