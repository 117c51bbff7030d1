package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The published schema and the reader agree on every document, but for rules that a schema can't express. */
final class SchemaTest {

    private static final Path RESOURCES = Path.of("src/test/resources/dev/openruntime/config");

    /** Every key there is, in documents of a section each: small ones, since each is read thousands of times. */
    static final List<Path> DOCUMENTS = Stream.of("handler", "middleware", "built-ins", "sidecar")
            .map(name -> RESOURCES.resolve("schema/" + name + ".yaml"))
            .toList();

    /** What only the reader finds. A schema knows no other value of the document, and no variable. */
    private static final List<String> READER_ALONE = List.of(
            "there is no handler: ", // which is found out from the task root
            "no child is called ",
            "is taken away by `enabled: false`",
            "and so never completes",
            "` has no `startup: { log: … }`",
            "has no output of its own",
            "as a regular expression: ",
            " bytes long, and ",
            "must be whole seconds",
            "the range ends before it begins",
            "dependency cycle: ",
            "is already taken by ",
            "must be at least `initial`",
            "must be at most 24 hours",
            "duplicate key",
            "` is not set; set it",
            "as a variable; write ${NAME}",
            "cannot find the `}` that ends",
            "found the number 80.0", // which is an integer to a schema
            "as an endpoint: ",
            "is there twice: ",
            "only a handler with `protocol: runtime-api`",
            "cannot use 99999 as a port",
            "cannot use 80.0 as a port",
            "cannot use 80.0 as a weight",
            "cannot ask DNS for ",
            "a server of DNS must be given by its address",
            "` go together",
            "cannot be used beside `user`",
            "there is no source `");

    /** Values of every kind, of every pattern, at every border. */
    private static final List<String> VALUES = List.of(
            "~",
            "true",
            "\"true\"",
            "5",
            "0",
            "-1",
            "1.5",
            "100",
            "100.5",
            "101",
            "65535",
            "65536",
            "0x1F",
            "80.0",
            "text",
            "\"\"",
            "\" \"",
            "\"5\"",
            "[]",
            "[a]",
            "[5]",
            "[~]",
            "[[a]]",
            "[\" \"]",
            "{}",
            "{ a: b }",
            "{ a: ~ }",
            "{ a: [b] }",
            "{ \"a=b\": c }",
            "{ \"\": c }",
            "{ OPEN_RUNTIME_NAME: c }",
            "1ms",
            "0ms",
            "0.0s",
            "0.000001ms",
            "1.1234567s",
            "123456789ms",
            "1h",
            "5 s",
            "-1s",
            ".5s",
            "1.s",
            "1441m",
            "10%",
            "0%",
            "20%",
            "20.1%",
            "0.5%",
            "20.0%",
            "5.%",
            ".5%",
            "+5%",
            "1e1%",
            "always",
            "on-failure",
            "ALWAYS",
            "KILL",
            "STOP",
            "fail",
            "worker",
            "http",
            "embedded",
            "process",
            "discovery",
            "healthy",
            "completed",
            "logged",
            "{ logged: \"ready (on|at) [0-9]+\" }",
            "{ logged: \"(\" }",
            "{ logged: ~ }",
            "handler",
            "platform",
            "none",
            "{ file: x }",
            "{ file: x, max: 1MiB }",
            "{ max: 1MiB }",
            "each",
            "shutdown",
            "{ every: 10s }",
            "{ every: 0s }",
            "1500ms",
            "10MiB",
            "0KiB",
            "5KB",
            "200-399",
            "399-200",
            "200-600",
            "204",
            "[200, 204-299]",
            "[600]",
            "\"027\"",
            "\"0027\"",
            "\"08\"",
            "POST",
            "DELETE",
            "{ X-Probe: 1 }",
            "{ content-Length: 1 }",
            "{ \"a b\": 1 }",
            "{ X: ü }",
            "a-b",
            "-ab",
            "Ab",
            "a_b",
            "x/y",
            "/a",
            "/a b",
            "/ü",
            "ü",
            "\"a\\0b\"",
            "\"${SET}\"",
            "\"${UNSET}\"",
            "\"${UNSET:-}\"",
            "\"$${SET}\"",
            "\"$$${SET}\"",
            "\"x${SET}\"",
            "\"${\"",
            "{ orders: [\"a:1\"] }",
            "{ orders: [] }",
            "{ orders: [\"a\"] }",
            "{ \"-x\": [\"a:1\"] }",
            "{ http: { port: 80, path: / } }",
            "{ tcp: { port: 80 } }",
            "{ tcp: {} }",
            "{ unix: { path: a.sock } }",
            "{ unix: {} }",
            "{ exec: [a] }",
            "{ exec: [] }",
            "{ log: ready }",
            "{ log: ready, every: 1s }",
            "{ log: ready, tcp: { port: 80 } }",
            "{ http: { port: 80, socket: a.sock, path: / } }",
            "{ http: { socket: a.sock, host: b, path: / } }",
            "{ http: { socket: a.sock, path: / } }",
            "{ http: { path: / } }",
            "{ every: 1s }",
            "{ services: { a: [\"b:1\"] } }",
            "{ services: {} }",
            "{ port: 99999, services: { a: [\"b:1\"] } }",
            "{ port: \"80\", services: { a: [\"b:1\"] } }");

    private static final Pattern VARIABLE = Pattern.compile("(^|[^$])\\$\\{");

    private static final List<List<String>> ALL_KEYS = List.of(
            Keys.ROOT,
            Keys.HANDLER,
            Keys.MIDDLEWARE,
            Keys.SIDECAR,
            Keys.LOGGED,
            Keys.STARTUP,
            Keys.READINESS,
            Keys.LIVENESS,
            Keys.HTTP,
            Keys.TCP,
            Keys.UNIX,
            Keys.FLUSH,
            Keys.FLUSH_HTTP,
            Keys.FLUSH_WHEN,
            Keys.LIMITS,
            Keys.LOGS,
            Keys.HANDLER_ENVIRONMENT,
            Keys.ENVIRONMENT,
            Keys.RESTART,
            Keys.BACKOFF,
            Keys.STOP,
            Keys.DEADLINE,
            Keys.INIT,
            Keys.SHUTDOWN,
            Keys.ADMIN,
            List.of("unknown"));

    @TempDir
    private Path folder;

    private final Map<Path, ObjectNode> documents = new HashMap<>();
    private final SchemaVerdict schema = new SchemaVerdict(SchemaVerdict.FILE);
    private final SchemaVerdict fragmentSchema = new SchemaVerdict(SchemaVerdict.FRAGMENT);

    @Test
    void shouldAcceptEveryExampleAndTemplateWhichNameIt() throws IOException {
        List<Path> files = new ArrayList<>(configurations(Path.of("../config-examples")));
        files.addAll(configurations(Path.of("src/main/dist/templates")));

        assertThat(files).hasSizeGreaterThan(4).allSatisfy(file -> {
            String text = Files.readString(file);
            assertThat(schema.problems(json(text))).isEmpty();
            assertThat(text).startsWith("# yaml-language-server: $schema=");
            String named = text.substring(text.indexOf('=') + 1, text.indexOf('\n'));
            boolean copied = file.startsWith("src/main/dist"); // `init` writes the schema beside it
            assertThat(copied ? named.equals("open-runtime.schema.json") : Files.exists(file.resolveSibling(named)))
                    .as("%s names %s", file, named)
                    .isTrue();
        });
    }

    private static List<Path> configurations(Path below) throws IOException {
        try (Stream<Path> found = Files.walk(below)) {
            return found.filter(file -> file.endsWith("open-runtime.yaml")).toList();
        }
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void shouldAgreeWithTheReaderWhateverStandsInPlaceOfAnyValue(Path file) throws IOException {
        for (String value : VALUES) {
            JsonNode json = json(value);
            for (JsonPointer place : places(file)) {
                assertAgreement(changed(file, place, json), place + " is " + value);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void shouldAgreeWithTheReaderWhateverIsMissing(Path file) throws IOException {
        assertAgreement(document(file), "everything");
        for (JsonPointer place : places(file)) {
            ObjectNode document = document(file);
            if (document.at(place.head()) instanceof ObjectNode parent) {
                parent.remove(place.last().getMatchingProperty());
                assertAgreement(document, "without " + place);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void shouldAgreeWithTheReaderWhereverAKeyOfAnotherSectionStands(Path file) throws IOException {
        List<String> keys = ALL_KEYS.stream().flatMap(List::stream).distinct().toList();
        List<JsonPointer> places = new ArrayList<>(places(file));
        places.add(JsonPointer.empty());
        for (JsonPointer place : places) {
            for (String key : keys) {
                for (String value : List.of("x", "false", "{ a: 1s }", "[a]")) {
                    ObjectNode document = document(file);
                    if (document.at(place) instanceof ObjectNode object && !object.has(key)) {
                        object.set(key, json(value));
                        assertAgreement(document, place + " has " + key + ": " + value);
                    }
                }
            }
        }
    }

    @Test
    void shouldTakeAPartWhereAFragmentIsMeant() {
        assertThat(fragmentSchema.problems(json("sidecars: [{ name: a, with: { ttl: 5 } }]")))
                .isEmpty();
        assertThat(fragmentSchema.problems(json("middleware: [{ name: a, enabled: false }]")))
                .isEmpty();
        assertThat(fragmentSchema.problems(json("sidecars: [{ name: a, startup: { http: { port: 5 } } }]")))
                .isEmpty();
        assertThat(fragmentSchema.problems(json("sidecars: [{ command: [a] }]")))
                .isNotEmpty();
        assertThat(fragmentSchema.problems(json("sidecars: [{ name: a, comand: [a] }]")))
                .isNotEmpty();
        assertThat(fragmentSchema.problems(json("init: { within: soon }"))).isNotEmpty();
        assertThat(schema.problems(json("sidecars: [{ name: a, with: { ttl: 5 } }]")))
                .isNotEmpty();
    }

    private static JsonNode json(String yaml) {
        return SchemaVerdict.json(parse(yaml));
    }

    private void assertAgreement(JsonNode document, String what) throws IOException {
        List<String> bySchema = schema.problems(document);
        Path file = Files.writeString(folder.resolve("open-runtime.json"), document.toString());
        List<String> byReader = List.of();
        try {
            Object _ = ConfigurationFile.read(
                    Optional.of(file), Map.of("SET", "set", "OPEN_RUNTIME_FRAGMENTS", ""), new CatalogBuiltIns());
        } catch (InvalidConfigurationException e) {
            byReader = e.problems().stream().map(Problem::toString).toList();
        }
        if (bySchema.isEmpty()) {
            assertThat(byReader)
                    .as("the schema accepts it: %s", what)
                    .allMatch(problem -> isReadersAlone(problem, what));
        } else {
            assertThat(byReader).as("the schema says %s: %s", bySchema, what).isNotEmpty();
        }
    }

    /** Also what a variable holds, which only the reader knows. */
    private static boolean isReadersAlone(String problem, String what) {
        return VARIABLE.matcher(what).find() || READER_ALONE.stream().anyMatch(problem::contains);
    }

    /** A copy of the document, which is read once. */
    private ObjectNode document(Path file) throws IOException {
        ObjectNode known = documents.get(file);
        if (known == null) {
            known = (ObjectNode) SchemaVerdict.json(parse(Files.readString(file)));
            documents.put(file, known);
        }
        return known.deepCopy();
    }

    private JsonNode changed(Path file, JsonPointer place, JsonNode value) throws IOException {
        ObjectNode document = document(file);
        switch (document.at(place.head())) {
            case ObjectNode parent -> parent.set(place.last().getMatchingProperty(), value);
            case ArrayNode parent -> parent.set(place.last().getMatchingIndex(), value);
            default -> throw new AssertionError(place + " is in nothing");
        }
        return document;
    }

    /** Of every value of the document, at any depth. */
    private List<JsonPointer> places(Path file) throws IOException {
        List<JsonPointer> places = new ArrayList<>();
        addPlaces(document(file), JsonPointer.empty(), places);
        return places;
    }

    private static void addPlaces(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        node.properties().forEach(entry -> addPlace(entry.getValue(), at.appendProperty(entry.getKey()), places));
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            addPlace(node.get(index), at.appendIndex(index), places);
        }
    }

    private static void addPlace(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        places.add(at);
        addPlaces(node, at, places);
    }

    private static Node parse(String yaml) {
        try {
            return Objects.requireNonNull(YamlDocument.read(RESOURCES, yaml));
        } catch (DocumentException e) {
            throw new AssertionError(yaml, e);
        }
    }
}
