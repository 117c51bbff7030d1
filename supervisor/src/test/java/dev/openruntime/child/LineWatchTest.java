package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineWatchTest {

    private final LineWatch watch = new LineWatch();

    @Test
    void shouldListenUntilAllLinesWerePrinted() {
        assertThat(watch.listens()).isFalse();
        watch.listenFor(Pattern.compile("migrated [0-9]+"));
        watch.listenFor(Pattern.compile("^done$"));

        assertThat(watch.printed("nothing")).isFalse();
        assertThat(watch.printed("has migrated 12 tables")).isTrue();
        assertThat(watch.hasHeard(Pattern.compile("migrated [0-9]+"))).isTrue();
        assertThat(watch.hasHeard(Pattern.compile("^done$"))).isFalse();
        assertThat(watch.listens()).isTrue();

        assertThat(watch.printed("done")).isTrue();
        assertThat(watch.listens()).isFalse();
        assertThat(watch.hasHeard(Pattern.compile("migrated [0-9]+"))).isTrue();
    }

    @Test
    void shouldTellOfALineOnce() {
        watch.listenFor(Pattern.compile("a"));
        watch.listenFor(Pattern.compile("b"));

        assertThat(watch.printed("a")).isTrue();
        assertThat(watch.printed("a")).isFalse();
    }
}
