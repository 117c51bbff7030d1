package dev.openruntime.check;

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

    public CheckResult {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }
}
