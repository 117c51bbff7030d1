package dev.openruntime.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs all checks against one worker, one after the other, each with a worker of its own. Each step has its deadline,
 * so that the whole is bounded. Used by one thread; {@link #close} by any.
 */
public final class WorkerCheck implements AutoCloseable {

    /** Of all checks, so that none kills what another has started. */
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Target target;
    private final Set<Statement> broken = EnumSet.noneOf(Statement.class);
    private Check.Needs reached = Check.Needs.NOTHING;
    private Optional<CheckedWorker> current = Optional.empty(); // guarded by this
    private boolean closed; // guarded by this

    public WorkerCheck(Target target) {
        this.target = target;
    }

    /**
     * Runs the checks.
     *
     * @param listener told of each result as soon as there is one, on the calling thread
     * @throws IOException if the command can't be started; its message is for the user
     */
    public List<CheckResult> run(Consumer<CheckResult> listener) throws IOException {
        List<CheckResult> results = new ArrayList<>();
        for (Check check : Check.ALL) {
            CheckResult result = check.needs().compareTo(reached) > 0 ? notChecked(check) : run(check);
            results.add(result);
            listener.accept(result);
        }
        return results;
    }

    /** Kills the worker that is being checked, with all that it started. */
    @Override
    public synchronized void close() {
        closed = true;
        current.ifPresent(CheckedWorker::close);
    }

    private CheckResult run(Check check) throws IOException {
        Findings findings = new Findings(broken);
        String cookie = "check." + ProcessHandle.current().pid() + "-worker-" + STARTED.incrementAndGet();
        try (CheckedWorker worker =
                started(new CheckedWorker(WorkerProcess.start(target.command(), cookie), target.within(), findings))) {
            if (check.needs() != Check.Needs.NOTHING) {
                Ready _ = worker.awaitReady();
            }
            String detail = check.procedure().run(worker, target, findings);
            went(check);
            return result(check, detail, findings);
        } catch (Abandoned e) {
            return result(check, "", findings);
        }
    }

    private synchronized CheckedWorker started(CheckedWorker worker) {
        current = Optional.of(worker);
        if (closed) {
            worker.close();
        }
        return worker;
    }

    /** The first two checks are what the others need. */
    private void went(Check check) {
        reached = switch (check.needs()) {
            case NOTHING -> Check.Needs.READY;
            case READY, ANSWERS -> Check.Needs.ANSWERS;
        };
    }

    private static CheckResult result(Check check, String detail, Findings findings) {
        CheckResult.Verdict verdict = findings.count() == 0
                ? CheckResult.Verdict.KEPT
                : findings.found().isEmpty() ? CheckResult.Verdict.NOT_CHECKED : CheckResult.Verdict.BROKEN;
        String seen = verdict == CheckResult.Verdict.NOT_CHECKED
                ? "nothing but what is said above: " + Statements.words(findings.seen())
                : detail;
        Set<Statement> statements = notOccasional(check.statements());
        findings.met().stream().filter(CheckResult.OCCASIONAL::contains).forEach(statements::add);
        return new CheckResult(check.name(), statements, verdict, seen, findings.found(), findings.remarks());
    }

    private static Set<Statement> notOccasional(Set<Statement> all) {
        Set<Statement> statements = EnumSet.copyOf(all);
        statements.removeAll(CheckResult.OCCASIONAL);
        return statements;
    }

    private CheckResult notChecked(Check check) {
        String why =
                reached == Check.Needs.NOTHING ? "it needs a worker that is ready" : "it needs a call that is answered";
        return new CheckResult(
                check.name(),
                notOccasional(check.statements()),
                CheckResult.Verdict.NOT_CHECKED,
                why,
                List.of(),
                List.of());
    }
}
