package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {

    @Test
    void shouldColourOnlyOnATerminalThatCan() {
        assertThat(Style.of(Map.of("TERM", "xterm"), true, 0).colour()).isTrue();
        assertThat(Style.of(Map.of("TERM", "xterm"), false, 0).colour()).isFalse();
        assertThat(Style.of(Map.of("TERM", "dumb"), true, 0).colour()).isFalse();
        assertThat(Style.of(Map.of(), true, 0).colour()).isFalse();
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, 0).colour())
                .isFalse();
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true, 0).colour())
                .isTrue();
    }

    @Test
    void shouldUseMoreThanAsciiOnlyInAUtf8Locale() {
        assertThat(Style.of(Map.of(), true, 0).unicode()).isFalse();
        assertThat(Style.of(Map.of("LANG", "C"), true, 0).unicode()).isFalse();
        assertThat(Style.of(Map.of("LANG", "de_CH.utf8"), true, 0).unicode()).isTrue();
        assertThat(Style.of(Map.of("LANG", "C", "LC_CTYPE", "C.UTF-8"), true, 0).unicode())
                .isTrue();
        assertThat(Style.of(Map.of("LC_ALL", "C", "LANG", "C.UTF-8"), true, 0).unicode())
                .isFalse();
    }

    @Test
    void shouldTakeTheWidthThatIsSaidElseMeasuredElseEighty() {
        assertThat(Style.of(Map.of("COLUMNS", "90"), true, 120).width()).isEqualTo(90);
        assertThat(Style.of(Map.of("COLUMNS", "many"), true, 120).width()).isEqualTo(120);
        assertThat(Style.of(Map.of(), true, 0).width()).isEqualTo(80);
        assertThat(Style.of(Map.of("COLUMNS", "3"), true, 0).width()).isEqualTo(40);
        assertThat(Style.of(Map.of("COLUMNS", "9999"), true, 0).width()).isEqualTo(160);
    }
}
