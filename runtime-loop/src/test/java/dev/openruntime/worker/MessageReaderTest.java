package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.worker.frame.BadFrameException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    @Test
    void shouldReadAHandshake() throws IOException {
        assertThat(read("""
                {"type":"ready","protocol":1,"hooks":["before","after"],"concurrency":3,"noBody":["before"]}
                """))
                .isEqualTo(
                        new WorkerMessage.Ready(1, List.of("before", "after"), 3, List.of("before"), Optional.empty()));
    }

    @Test
    void shouldFillInWhatAHandshakeMayLeaveOut() throws IOException {
        assertThat(read("{\"type\":\"ready\",\"protocol\":1,\"hooks\":[\"handle\"]}"))
                .isEqualTo(new WorkerMessage.Ready(1, List.of("handle"), 1, List.of(), Optional.empty()));
    }

    @Test
    void shouldReadAResult() throws IOException {
        assertThat(
                        read(
                                "{\"id\":9007199254740993,\"action\":\"respond\",\"contentType\":\"text/x\",\"type\":\"result\"}"))
                .isEqualTo(new WorkerMessage.Result(9_007_199_254_740_993L, "respond", Optional.of("text/x")));
    }

    @Test
    void shouldReadNotes() throws IOException {
        assertThat(
                        read(
                                "{\"type\":\"log\",\"level\":\"warn\",\"message\":\"m\",\"fields\":{\"a\":[1,{\"b\":null}]},\"id\":7}"))
                .isEqualTo(new WorkerMessage.Log(
                        "warn", "m", Optional.of("{\"a\":[1,{\"b\":null}]}"), OptionalLong.of(7)));
        assertThat(read("{\"type\":\"log\"}"))
                .isEqualTo(new WorkerMessage.Log("info", "", Optional.empty(), OptionalLong.empty()));
        assertThat(read("{\"type\":\"progress\",\"note\":\"half\"}"))
                .isEqualTo(new WorkerMessage.Progress(OptionalLong.empty(), "half"));
        assertThat(read("{\"type\":\"log\",\"name\":7,\"kind\":[],\"value\":{\"a\":1},\"tags\":1}"))
                .isEqualTo(new WorkerMessage.Log("info", "", Optional.empty(), OptionalLong.empty()));
        assertThat(read("{\"type\":\"failed\"}")).isEqualTo(new WorkerMessage.Failed());
    }

    @Test
    void shouldReadWhatWasMeasured() throws IOException {
        assertThat(read("{\"type\":\"metric\",\"name\":\"m\",\"kind\":\"counter\",\"value\":1.5}"))
                .isEqualTo(new WorkerMessage.Metric.Good(
                        new MetricNote("m", MetricNote.Kind.COUNTER, List.of(1.5), "", "", Map.of())));
        assertThat(read("""
                        {"type":"metric","name":"took","kind":"timer","values":[1,2.5],"unit":"Seconds","tags":{"a":"b","n":7}}
                        """))
                .isEqualTo(new WorkerMessage.Metric.Good(new MetricNote(
                        "took", MetricNote.Kind.TIMER, List.of(1.0, 2.5), "", "Seconds", Map.of("a", "b", "n", "7"))));
        assertThat(read("{\"type\":\"metric\",\"name\":\"users\",\"kind\":\"set\",\"value\":\"ada\",\"unit\":null}"))
                .isEqualTo(new WorkerMessage.Metric.Good(
                        new MetricNote("users", MetricNote.Kind.SET, List.of(), "ada", "", Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '%',
            value = {
                "{'type':'metric','kind':'counter','value':1}                              ! it needs a `name`",
                "{'type':'metric','name':'m'}                                              ! its `kind` must be counter",
                "{'type':'metric','name':'m','kind':'meter','value':1}                     ! its `kind` must be counter",
                "{'type':'metric','name':'m','kind':'counter'}                             ! it needs a `value` that is a number",
                "{'type':'metric','name':'m','kind':'gauge','value':'1'}                   ! it needs a `value` that is a number",
                "{'type':'metric','name':'m','kind':'set','value':1}                       ! a set needs a `value`",
                "{'type':'metric','name':[1],'kind':'counter','value':1}                   ! `name` must be a string",
                "{'type':'metric','name':'m','kind':'timer','values':[1,[2]]}              ! `values` must be a number",
                "{'type':'metric','name':'m','kind':'timer','values':1}                    ! `values` must be an array",
                "{'type':'metric','name':'m','kind':'timer','value':1e999}                 ! `value` must be a number",
                "{'type':'metric','name':'m','kind':'timer','value':1,'tags':'a'}          ! `tags` must be an object",
                "{'type':'metric','name':'m','kind':'timer','value':1,'tags':{'a':{'b':1}}}! `tags` must be an object of strings",
            })
    void shouldSayWhatIsWrongWithANoteAndNotBlameTheFrame(String header, String why) throws IOException {
        assertThat(read(header.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        WorkerMessage.Metric.Bad.class,
                        bad -> assertThat(bad.why()).startsWith(why));
    }

    @Test
    void shouldSkipMembersThatItDoesNotKnow() throws IOException {
        assertThat(
                        read(
                                "{\"x\":{\"type\":\"no\",\"id\":[3]},\"type\":\"result\",\"y\":[[]],\"id\":1,\"action\":\"fail\"}"))
                .isEqualTo(new WorkerMessage.Result(1, "fail", Optional.empty()));
    }

    @Test
    void shouldTakeNullForAbsence() throws IOException {
        assertThat(read("""
                {"type":"log","level":null,"message":"m","fields":null,"id":null,"contentType":null}
                """)).isEqualTo(new WorkerMessage.Log("info", "m", Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void shouldReadAnUnknownType() throws IOException {
        assertThat(read("{\"type\":\"chunk\"}")).isEqualTo(new WorkerMessage.Unknown("chunk"));
        assertThat(read("{}")).isEqualTo(new WorkerMessage.Unknown(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "\"ready\"",
                "null",
                "{\"type\":\"ready\"",
                "{\"type\":\"ready\",}",
                "{\"type\":7}",
                "{\"id\":\"7\"}",
                "{\"id\":99999999999999999999}",
                "{\"concurrency\":99999999999}",
                "{\"hooks\":\"before\"}",
                "{\"hooks\":[1]}",
                "{\"hooks\":[[\"before\"]]}",
                "{\"type\":\"result\",\"id\":1} {}",
                "{\"type\":\"result\",\"id\":1}}",
                "{\"message\":\"\u0001\"}"
            })
    void shouldRefuseWhatIsNoHeader(String header) {
        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(() -> read(header))
                .withMessageStartingWith("no frame: ");
    }

    @Test
    void shouldShowABadHeaderPrintablyAndShortened() {
        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(() -> read("nonsense\n\u001b[31m" + "x".repeat(1_000)))
                .withMessageContaining("nonsense\uFFFD\uFFFD[31m" + "x".repeat(186) + '"')
                .withMessageNotContaining("x".repeat(187))
                .withMessageNotContaining("\n");
    }

    private static WorkerMessage read(String header) throws IOException {
        return MessageReader.read(Body.of(header));
    }
}
