package dev.openruntime.check;

import java.util.Collection;
import java.util.stream.Collectors;

/** Sets of statements, for people. */
public final class Statements {

    private Statements() {}

    /** Their numbers, with a blank between. */
    public static String words(Collection<Statement> statements) {
        return statements.stream().map(Statement::name).collect(Collectors.joining(" "));
    }
}
