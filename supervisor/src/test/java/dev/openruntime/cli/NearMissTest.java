package dev.openruntime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {

    private static final List<String> KNOWN = List.of("invoke", "dev", "--count", "--json", "-h");

    @Test
    void shouldFindWhatIsOneOrTwoTypingErrorsAway() {
        assertThat(NearMiss.of("invoek", KNOWN)).contains("invoke");
        assertThat(NearMiss.of("invke", KNOWN)).contains("invoke");
        assertThat(NearMiss.of("imvoek", KNOWN)).contains("invoke");
        assertThat(NearMiss.of("--jsn", KNOWN)).contains("--json");
        assertThat(NearMiss.of("dve", KNOWN)).contains("dev");
    }

    @Test
    void shouldSuggestNothingThatIsFarOff() {
        assertThat(NearMiss.of("deploy", KNOWN)).isEmpty();
        assertThat(NearMiss.of("", KNOWN)).isEmpty();
    }
}
