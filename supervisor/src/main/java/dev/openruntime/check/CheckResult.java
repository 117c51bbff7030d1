package dev.openruntime.check;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What came of one check.
 *
 * @param name a word or two
 * @param statements what it stands for, in the page's order
 * @param verdict how it ended
 * @param detail what was seen, for people; may be empty
 * @param findings what was broken and hadn't been found by an earlier check
 * @param remarks what is legal and yet worth knowing
 */
public record CheckResult(
        String name,
        Set<Statement> statements,
        Verdict verdict,
        String detail,
        List<Finding> findings,
        List<Remark> remarks) {

    /** How a check ended. */
    public enum Verdict {
        KEPT,
        BROKEN,
        /** Nothing to check, or what an earlier check found keeps this one from telling. */
        NOT_CHECKED
    }

    /** Statements about frames that many workers never send, or about one framing: listed only where one came. */
    static final Set<Statement> OCCASIONAL = Collections.unmodifiableSet(EnumSet.of(
            Statement.P10,
            Statement.P14,
            Statement.P17,
            Statement.P18,
            Statement.P19,
            Statement.P24,
            Statement.P27,
            Statement.P45,
            Statement.P46,
            Statement.P70,
            Statement.P71,
            Statement.P72,
            Statement.P73,
            Statement.P75));

    /** What no frame was about, so that nobody can tell. */
    public static Set<Statement> unmet(List<CheckResult> results) {
        Set<Statement> unmet = EnumSet.copyOf(OCCASIONAL);
        results.forEach(result -> unmet.removeAll(result.statements()));
        return unmet;
    }

    public CheckResult {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }
}
