package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogRowTest {

    private static final Style PLAIN = new Style(false, true, 80);
    private static final Style COLOUR = new Style(true, false, 80);

    @Test
    void shouldShortenTheSupervisorsLinesToWhoSaysWhat() {
        String line = "2026-11-23T07:00:00.123Z\tINFO\thandler\tgreeted Ada requestId=6c1e-5f";

        assertThat(LogRow.render(line, PLAIN)).containsExactly("│ handler  greeted Ada");
        assertThat(LogRow.isTrouble(line)).isFalse();
    }

    @Test
    void shouldPointOutTroubleAndKeepLinesOfOneMessageTogether() {
        String line = "2026-11-23T07:00:00.123456Z\tERROR\tsupervisor\tinternal error\r  at here";

        assertThat(LogRow.render(line, COLOUR))
                .containsExactly(
                        "\u001b[31m| supervisor  ERROR  internal error\u001b[0m", "\u001b[31m|   at here\u001b[0m");
        assertThat(LogRow.isTrouble(line)).isTrue();
        assertThat(LogRow.isTrouble("2026-11-23T07:00:00Z\tWARN\tgreeter\tdied"))
                .isTrue();
    }

    @Test
    void shouldShowAnyOtherLineAsItIsMadeHarmless() {
        assertThat(LogRow.render("plain \u001b[2J words\tand a tab", PLAIN))
                .containsExactly("│ plain  [2J words and a tab");
        assertThat(LogRow.isTrouble("ERROR: this is not ours")).isFalse();
    }
}
