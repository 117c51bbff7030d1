package dev.openruntime.check;

import static dev.openruntime.check.Statement.P10;
import static dev.openruntime.check.Statement.P11;
import static dev.openruntime.check.Statement.P12;
import static dev.openruntime.check.Statement.P13;
import static dev.openruntime.check.Statement.P14;
import static dev.openruntime.check.Statement.P15;
import static dev.openruntime.check.Statement.P16;
import static dev.openruntime.check.Statement.P17;
import static dev.openruntime.check.Statement.P18;
import static dev.openruntime.check.Statement.P19;
import static dev.openruntime.check.Statement.P21;
import static dev.openruntime.check.Statement.P22;
import static dev.openruntime.check.Statement.P23;
import static dev.openruntime.check.Statement.P24;
import static dev.openruntime.check.Statement.P25;
import static dev.openruntime.check.Statement.P26;
import static dev.openruntime.check.Statement.P27;
import static dev.openruntime.check.Statement.P32;
import static dev.openruntime.check.Statement.P33;
import static dev.openruntime.check.Statement.P35;
import static dev.openruntime.check.Statement.P40;
import static dev.openruntime.check.Statement.P41;
import static dev.openruntime.check.Statement.P43;
import static dev.openruntime.check.Statement.P45;
import static dev.openruntime.check.Statement.P46;
import static dev.openruntime.check.Statement.P47;
import static dev.openruntime.check.Statement.P48;
import static dev.openruntime.check.Statement.P50;
import static dev.openruntime.check.Statement.P51;
import static dev.openruntime.check.Statement.P53;
import static dev.openruntime.check.Statement.P60;
import static dev.openruntime.check.Statement.P61;
import static dev.openruntime.check.Statement.P62;
import static dev.openruntime.check.Statement.P70;
import static dev.openruntime.check.Statement.P71;
import static dev.openruntime.check.Statement.P72;
import static dev.openruntime.check.Statement.P73;
import static dev.openruntime.check.Statement.P75;
import static dev.openruntime.check.Statement.P80;
import static dev.openruntime.check.Statement.P81;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One check: what it stands for, and what it does.
 *
 * @param statements what it holds a worker to
 * @param needs what makes no sense without
 */
record Check(String name, Set<Statement> statements, Needs needs, Procedure procedure) {

    /** What must have gone well before. */
    enum Needs {
        NOTHING,
        READY,
        ANSWERS
    }

    /** What a check does; see {@link Checks}. */
    @FunctionalInterface
    interface Procedure {
        String run(CheckedWorker worker, Target target, Findings findings) throws Abandoned;
    }

    /** All of them, in the order in which they run. */
    static final List<Check> ALL = List.of(
            check(
                    "start",
                    Needs.NOTHING,
                    Checks::start,
                    P10,
                    P11,
                    P14,
                    P16,
                    P17,
                    P18,
                    P19,
                    P21,
                    P22,
                    P23,
                    P24,
                    P25,
                    P26,
                    P27,
                    P80),
            check(
                    "calls",
                    Needs.READY,
                    (w, t, _) -> Checks.calls(w, t),
                    P33,
                    P35,
                    P40,
                    P41,
                    P43,
                    P45,
                    P47,
                    P48,
                    P62,
                    P70,
                    P71,
                    P72,
                    P73,
                    P75),
            check("pieces", Needs.ANSWERS, (w, t, _) -> Checks.pieces(w, t), P13),
            check("bodies", Needs.ANSWERS, (w, t, _) -> Checks.bodies(w, t), P12, P40, P46, P81),
            check("unknown", Needs.ANSWERS, (w, t, _) -> Checks.unknown(w, t), P15),
            check("concurrency", Needs.ANSWERS, (w, t, _) -> Checks.concurrency(w, t), P32, P47),
            check("late cancel", Needs.ANSWERS, (w, t, _) -> Checks.lateCancel(w, t), P50),
            check("cancel", Needs.ANSWERS, Checks::cancel, P51, P53, P75),
            check("shutdown", Needs.ANSWERS, Checks::shutdown, P60),
            check("end of input", Needs.ANSWERS, Checks::endOfInput, P61));

    private static Check check(String name, Needs needs, Procedure procedure, Statement... statements) {
        Set<Statement> set = EnumSet.noneOf(Statement.class);
        Collections.addAll(set, statements);
        return new Check(name, Collections.unmodifiableSet(set), needs, procedure);
    }
}
