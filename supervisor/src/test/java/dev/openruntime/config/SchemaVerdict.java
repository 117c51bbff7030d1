package dev.openruntime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the published schema thinks of a document. */
final class SchemaVerdict {

    static final Path FILE = Path.of("../docs/open-runtime.schema.json");
    static final Path FRAGMENT = Path.of("../docs/open-runtime.fragment.schema.json");

    private static final String HOME = "https://schema.test/";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Schema schema;

    SchemaVerdict(Path file) {
        Map<String, String> texts =
                Map.of(HOME + FILE.getFileName(), text(FILE), HOME + FRAGMENT.getFileName(), text(FRAGMENT));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, builder -> builder.schemas(texts))
                .getSchema(SchemaLocation.of(HOME + file.getFileName()));
    }

    /** What is wrong with it, empty if nothing is. */
    List<String> problems(JsonNode document) {
        return schema.validate(document.toString(), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    static JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT, EXPANDED -> JSON.textNode(scalar.text());
                    case TRUTH -> JSON.booleanNode(scalar.text().equalsIgnoreCase("true"));
                    case NOTHING -> JSON.nullNode();
                    case NUMBER -> number(scalar.text());
                };
        };
    }

    private static JsonNode number(String text) {
        if (text.startsWith("0x")) {
            return JSON.numberNode(new BigInteger(text.substring(2), 16));
        }
        return PlainScalar.isInteger(text)
                ? JSON.numberNode(new BigInteger(text))
                : JSON.numberNode(new BigDecimal(text));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
