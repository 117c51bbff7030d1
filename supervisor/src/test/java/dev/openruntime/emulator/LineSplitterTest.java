package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    @Test
    void shouldCutAtLineEndsAndKeepALastLineWithout() throws Exception {
        assertThat(split("a\n\nü\r\nlast")).containsExactly("a", "", "ü\r", "last");
        assertThat(split("a\n")).containsExactly("a");
        assertThat(split("")).isEmpty();
    }

    @Test
    void shouldCutALineThatIsTooLong() throws Exception {
        String piece = "x".repeat(LineSplitter.LONGEST_LINE);

        assertThat(split(piece + "\ny")).containsExactly(piece, "y");
        assertThat(split(piece + "yz\n")).containsExactly(piece, "yz");
    }

    private static List<String> split(String text) throws Exception {
        List<String> lines = new ArrayList<>();
        new LineSplitter(lines::add).readAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return lines;
    }
}
