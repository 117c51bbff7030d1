package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    private static final Style PLAIN = new Style(false, true, 80);

    @Test
    void shouldCutByCharactersAndNotInTheMiddleOfOne() {
        assertThat(Text.fit("abc", 3, PLAIN)).isEqualTo("abc");
        assertThat(Text.fit("abcd", 3, PLAIN)).isEqualTo("ab…");
        assertThat(Text.fit("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2, PLAIN)).isEqualTo("\uD83D\uDE00…");
        assertThat(Text.fit("abcd", 0, PLAIN)).isEmpty();
    }

    @Test
    void shouldTakeTheStingOutOfControlCharacters() {
        assertThat(Text.harmless("a\u001b[31m\u202Eb\tc\uD800")).isEqualTo("a [31m b c ");
    }

    @Test
    void shouldWrapAtSpacesAndBreakWhatHasNone() {
        assertThat(Text.wrap("one two three\nfour", 8)).containsExactly("one two", "three", "four");
        assertThat(Text.wrap("abcdefghij kl", 4)).containsExactly("abcd", "efgh", "ij", "kl");
    }
}
