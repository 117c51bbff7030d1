package dev.openruntime.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorBlockTest {

    private static final Style PLAIN = new Style(false, true, 40);

    @Test
    void shouldShowTypeMessageLastLinesAndStack() {
        List<String> rows = render("""
                {"errorType":"Sad","cause":{"errorType":"no"},"errorMessage":"cannot bind 4317: address already in use\\nor so",
                 "lastLines":["one",2,["x"],"two\\u001b[31m"],"trace":["at a","at b"],"errorCode":[7]}
                """);

        assertThat(rows)
                .containsExactly(
                        "init failed: Sad",
                        "  cannot bind 4317: address already in",
                        "  use",
                        "  or so",
                        "  last lines:",
                        "  one",
                        "  two [31m",
                        "  at a",
                        "  at b");
    }

    @Test
    void shouldShowTheHeadingAloneWhenTheErrorHasAnotherShape() {
        assertThat(render("[1]")).containsExactly("init failed");
        assertThat(render("no JSON")).containsExactly("init failed");
        assertThat(render("{\"lastLines\":[\"cut")).containsExactly("init failed");
        assertThat(render("{\"errorType\":\"Sad\",\"errorMessage\":7")).containsExactly("init failed");
        assertThat(render("{}")).containsExactly("init failed");
        assertThat(render("")).containsExactly("init failed");
    }

    @Test
    void shouldCutALongStack() {
        String frames = "\"at x\",".repeat(99) + "\"at end\"";

        List<String> rows = render("{\"errorType\":\"Sad\",\"stackTrace\":[" + frames + "]}");

        assertThat(rows).hasSize(42).endsWith("  at x", "  …");
    }

    private static List<String> render(String payload) {
        return ErrorBlock.render("init failed", payload.getBytes(UTF_8), PLAIN);
    }
}
