package dev.openruntime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final Path SOCKET = Path.of("/run/agent.sock");

    @Test
    void saysWhatItAsksAsAPersonWouldWriteIt() {
        assertThat(new Target.Http("127.0.0.1", 4317, "/ready").description()).isEqualTo("GET :4317/ready");
        assertThat(http(Map.of()).description()).isEqualTo("GET unix:/run/agent.sock:/ready");
        assertThat(new Target.Tcp("10.0.0.7", 5432).description()).isEqualTo("tcp 10.0.0.7:5432");
        assertThat(new Target.Unix(SOCKET).description()).isEqualTo("unix /run/agent.sock");
        assertThat(new ScriptedExecution(run -> "").target().description()).isEqualTo("exec check");
    }

    @Test
    void takesHeadersThatARequestCanHave() {
        assertThat(http(Map.of("Host", "agent.internal", "X-Probe_1", "a \t\"b\""))
                        .headers())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', x, a header named",
        "a b, x, a header named",
        "a:, x, a header named",
        "ä, x, a header named",
        "X, 'a\r\nY: b', a line end",
        "X, ü, beyond ASCII",
        "content-LENGTH, 5, a probe has no body",
        "Connection, keep-alive, its connection ends with it",
    })
    void refusesHeadersThatWouldBreakTheRequest(String name, String value, String why) {
        assertThatThrownBy(() -> http(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot send ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void refusesPortsThatThereAreNot(int port) {
        assertThatThrownBy(() -> new Target.Http("127.0.0.1", port, "/"))
                .hasMessage("cannot connect to the port " + port + ": ports are 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"99, 200", "300, 200", "200, 600"})
    void refusesStatusesThatThereAreNot(int from, int to) {
        assertThatThrownBy(() -> new StatusRange(from, to)).hasMessageStartingWith("cannot expect a status from");
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 1, 1", "10, 0, 1, 1", "10, 10, 0, 1", "10, 10, 1, 0"})
    void refusesSchedulesThatWouldNeverAnswer(int every, int timeout, int failures, int successes) {
        assertThatThrownBy(
                        () -> new Schedule(Duration.ofMillis(every), Duration.ofMillis(timeout), failures, successes))
                .hasMessageEndingWith("the least is 1" + (every * timeout == 0 ? " ms" : ""));
    }

    private static Target.Http http(Map<String, String> headers) {
        return new Target.Http(new Address.UnixSocket(SOCKET), "/ready", StatusRange.USUAL, headers);
    }

    @Test
    void refusesToExpectNoStatusAtAll() {
        assertThatThrownBy(() -> new Target.Http(new Address.UnixSocket(SOCKET), "/", List.of(), Map.of()))
                .hasMessageEndingWith("no status would count as well");
    }
}
