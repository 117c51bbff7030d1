package dev.openruntime.cli;

import dev.openruntime.check.CheckResult;
import dev.openruntime.check.Finding;
import dev.openruntime.check.Remark;
import dev.openruntime.check.Statement;
import dev.openruntime.check.Statements;
import dev.openruntime.console.Style;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One row a check as it ends, with what was expected and what came where it found something; a sum at the end. */
final class WorkerCheckText implements WorkerCheckReport {

    private final PrintStream out;
    private final Style style;
    private final String title;
    private boolean begun;

    WorkerCheckText(Surroundings surroundings, List<String> command) {
        out = new PrintStream(surroundings.out(), /* autoFlush= */ true, surroundings.charset());
        style = surroundings.outStyle();
        title = style.bold("worker-check " + String.join(" ", command));
    }

    @Override
    public void checked(CheckResult result) {
        if (!begun) {
            out.println(title);
            begun = true;
        }
        String numbers = Statements.words(result.statements());
        String name = String.format("%-13s", result.name());
        switch (result.verdict()) {
            case KEPT ->
                out.println("  " + style.green(style.unicode() ? "✓" : "+") + " " + name + result.detail() + "  "
                        + style.dim(numbers));
            case NOT_CHECKED ->
                out.println("  "
                        + style.dim((style.unicode() ? "–" : "-") + " " + name + "not checked: " + result.detail()
                                + "  " + numbers));
            case BROKEN ->
                out.println("  " + style.red(style.unicode() ? "✗" : "x") + " " + name
                        + style.red(Statements.words(brokenBy(List.of(result)))));
        }
        result.findings().forEach(this::finding);
        for (Remark remark : result.remarks()) {
            out.println("      " + remark.statement() + "  " + remark.text());
        }
    }

    @Override
    public void conclude(List<CheckResult> results) {
        Set<Statement> broken = brokenBy(results);
        long open = results.stream()
                .filter(result -> result.verdict() == CheckResult.Verdict.NOT_CHECKED)
                .count();
        String rest = open == 0 ? "" : "; " + open + " of " + results.size() + " checks couldn't be made";
        String unmet = Statements.words(CheckResult.unmet(results));
        if (!unmet.isEmpty()) {
            out.println(style.dim("  " + (style.unicode() ? "–" : "-")
                    + " no occasion  nothing came that these are about:" + "  " + unmet));
        }
        if (broken.isEmpty()) {
            out.println(style.green("all " + results.size() + " checks kept") + rest);
        } else {
            out.println(style.red("broken: " + Statements.words(broken)) + rest
                    + "; docs/worker-protocol.md has the statements");
        }
    }

    private void finding(Finding finding) {
        row(finding.statement().name(), "expected", finding.expected());
        row("", "came", finding.came());
        row("", "mend", finding.mend());
    }

    private void row(String number, String what, String text) {
        out.println("      " + String.format("%-4s%-9s", number, what) + text.replace("\n", "\n" + " ".repeat(19)));
    }

    private static Set<Statement> brokenBy(List<CheckResult> results) {
        Set<Statement> broken = EnumSet.noneOf(Statement.class);
        results.forEach(result -> result.findings().forEach(finding -> broken.add(finding.statement())));
        return broken;
    }
}
