package dev.openruntime.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What one check found, without what earlier ones had found. Used by the checks' thread. */
final class Findings {

    private final Set<Statement> known;
    private final List<Finding> found = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Set<Statement> seen = EnumSet.noneOf(Statement.class);
    private final Set<Statement> met = EnumSet.noneOf(Statement.class);
    private int count;

    Findings(Set<Statement> known) {
        this.known = known;
    }

    /** Notes that a statement was broken. The first of a kind is shown, wherever it came up. */
    void broken(Statement statement, String expected, String came, String mend) {
        count++;
        seen.add(statement);
        met.add(statement);
        if (known.add(statement)) {
            found.add(new Finding(statement, expected, came, mend));
        }
    }

    /** Notes that something came which an occasional statement is about. */
    void met(Statement statement) {
        met.add(statement);
    }

    /** What occasional statements there was an occasion for. */
    Set<Statement> met() {
        return met;
    }

    /** The same as {@link #broken} where the check can't go on. */
    Abandoned fatal(Statement statement, String expected, String came, String mend) {
        broken(statement, expected, came, mend);
        return new Abandoned();
    }

    /** Whether it was found broken, by this check or an earlier one. */
    boolean isKnown(Statement statement) {
        return known.contains(statement);
    }

    /** What is legal and worth knowing, once each. */
    void remark(Statement statement, String text) {
        met.add(statement);
        Remark remark = new Remark(statement, text);
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    /** How often something was broken so far, known or not. */
    int count() {
        return count;
    }

    /** Which statements were broken in this check. */
    Set<Statement> seen() {
        return seen;
    }

    List<Finding> found() {
        return found;
    }

    List<Remark> remarks() {
        return remarks;
    }
}
