package dev.openruntime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.worker.Action;
import dev.openruntime.worker.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the checks speak of the same statements. */
final class StatementTest {

    private static final Pattern NUMBER = Pattern.compile("^\\*\\*(P\\d+)\\*\\*", Pattern.MULTILINE);

    @Test
    void everyStatementOfThePageIsCheckedOrSaysWhyNot() throws IOException {
        Set<String> page = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(page());
        while (matcher.find()) {
            page.add(matcher.group(1));
        }
        Set<Statement> held = EnumSet.noneOf(Statement.class);
        Check.ALL.forEach(check -> held.addAll(check.statements()));

        assertThat(Stream.of(Statement.values()).map(Statement::name)).containsExactlyInAnyOrderElementsOf(page);
        for (Statement statement : Statement.values()) {
            assertThat(held.contains(statement))
                    .as("%s is held by a check, or says why none can", statement)
                    .isNotEqualTo(statement.notCheckable().isPresent());
        }
    }

    @Test
    void theAllowedActionsAreThoseOfThePagesTable() throws IOException {
        String table = page().substring(page().indexOf("**P41**"), page().indexOf("**P42**"));
        Action[] columns = {Action.CONTINUE, Action.REPLACE, Action.RESPOND, Action.FAIL};

        for (Hook hook : Hook.values()) {
            String row = table.lines()
                    .filter(line -> line.startsWith("| `" + hook.name().toLowerCase(Locale.ROOT) + "`"))
                    .collect(Collectors.joining());
            String[] cells = row.split("\\|", -1);
            for (int i = 0; i < columns.length; i++) {
                assertThat(AnswerRules.allowed(hook).contains(columns[i]))
                        .as("%s %s", hook, columns[i])
                        .isEqualTo(!cells[i + 2].strip().equals("–"));
            }
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "worker-protocol.md"));
    }
}
