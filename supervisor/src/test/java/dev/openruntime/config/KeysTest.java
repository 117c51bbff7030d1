package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The keys that the reader knows are those of the schema and those of the reference, no more and no less. */
final class KeysTest {

    /** Where the schema has each section, from its definitions. */
    private static final Map<String, List<String>> SECTIONS = Map.ofEntries(
            Map.entry("/fragment", Keys.ROOT),
            Map.entry("/handler", Keys.HANDLER),
            Map.entry("/handler/properties/env", Keys.HANDLER_ENVIRONMENT),
            Map.entry("/handler/properties/cancel", Keys.CANCEL),
            Map.entry("/middleware", Keys.MIDDLEWARE),
            Map.entry("/sidecar", Keys.SIDECAR),
            Map.entry("/dependsOn/additionalProperties/anyOf/2", Keys.LOGGED),
            Map.entry("/startup", Keys.STARTUP),
            Map.entry("/readiness", Keys.READINESS),
            Map.entry("/liveness", Keys.LIVENESS),
            Map.entry("/http", Keys.HTTP),
            Map.entry("/tcp", Keys.TCP),
            Map.entry("/unix", Keys.UNIX),
            Map.entry("/flush", Keys.FLUSH),
            Map.entry("/stageFlush", Keys.STAGE_FLUSH),
            Map.entry("/flushHttp", Keys.FLUSH_HTTP),
            Map.entry("/flush/properties/when/anyOf/1", Keys.FLUSH_WHEN),
            Map.entry("/limits", Keys.LIMITS),
            Map.entry("/logs/anyOf/1", Keys.LOGS),
            Map.entry("/env", Keys.ENVIRONMENT),
            Map.entry("/restart", Keys.RESTART),
            Map.entry("/restart/properties/backoff", Keys.BACKOFF),
            Map.entry("/stop", Keys.STOP),
            Map.entry("/fragment/properties/deadline", Keys.DEADLINE),
            Map.entry("/fragment/properties/init", Keys.INIT),
            Map.entry("/fragment/properties/shutdown", Keys.SHUTDOWN),
            Map.entry("/fragment/properties/admin", Keys.ADMIN));

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\$?[A-Za-z.]+)` \\|.*\\|$");

    @Test
    void shouldBeThoseOfTheSchemaEachWithADescription() throws IOException {
        JsonNode definitions =
                new ObjectMapper().readTree(SchemaVerdict.FILE.toFile()).path("definitions");

        SECTIONS.forEach((section, keys) -> {
            JsonNode properties = definitions.at(section).path("properties");
            assertThat(properties.properties())
                    .as(section)
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrderElementsOf(keys);
            for (JsonNode property : properties) {
                JsonNode named =
                        definitions.at(property.at("/allOf/0/$ref").asText().replaceFirst("#/definitions", ""));
                assertThat(property.has("description") || named.has("description"))
                        .as("%s: %s", section, property)
                        .isTrue();
            }
        });
    }

    @Test
    void shouldBeThoseOfTheReference() throws IOException {
        var known = new TreeSet<String>();
        SECTIONS.values().forEach(known::addAll);

        var documented = new TreeSet<String>();
        ROW.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .forEach(row -> documented.addAll(List.of(row.group(1).split("\\."))));

        assertThat(documented).isEqualTo(known);
    }
}
