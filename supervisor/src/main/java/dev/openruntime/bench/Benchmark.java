package dev.openruntime.bench;

import dev.openruntime.console.Summary;
import dev.openruntime.console.TimelineEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures one side, or two in turns. In order: cold starts, each with one call and an end by SIGTERM; then all sides
 * stay up, warm up, and are called round by round; then they rest, and their memory is measured; and at last the steps
 * of each, for which it is started once more, with a timeline. In all that comes before there is none.
 */
public final class Benchmark {

    private final Plan plan;
    private final List<Probed> sides;
    private final Consumer<String> progress;

    /** A side, and what is found of it by and by. */
    private static final class Probed {
        final Side side;
        final Failures failures = new Failures();
        final List<ColdStart> cold = new ArrayList<>();
        final List<Times> rounds = new ArrayList<>();
        int warmUp;
        Duration processor = Duration.ZERO;
        List<ProcessUse> memory = List.of();
        Optional<Rest> rest = Optional.empty();
        Optional<Steps> steps = Optional.empty();

        Probed(Side side) {
            this.side = side;
        }

        SideFindings findings() {
            return new SideFindings(
                    side, List.copyOf(cold), List.copyOf(rounds), warmUp, processor, memory, rest, steps, failures);
        }
    }

    /**
     * Prepares it; measures nothing yet.
     *
     * @param progress hears what is done now
     */
    public Benchmark(Plan plan, List<Side> sides, Consumer<String> progress) {
        this.plan = plan;
        this.sides = sides.stream().map(Probed::new).toList();
        this.progress = progress;
    }

    /**
     * Measures all; blocks for seconds or minutes.
     *
     * @throws SideFailure if a side can't be started, or ended
     * @throws IOException if there is no {@code /proc} to read
     * @throws java.util.concurrent.CancellationException if a side's emulator was closed by somebody else
     */
    public List<SideFindings> run() throws SideFailure, IOException, InterruptedException {
        for (int i = 0; i < plan.cold(); i++) {
            progress.accept("cold start " + (i + 1) + " of " + plan.cold());
            for (Probed probed : sides) {
                probed.cold.add(coldStart(probed));
            }
        }
        if (plan.count().isEmpty() || plan.count().getAsInt() > 0) {
            warm();
            for (Probed probed : sides) {
                if (probed.side.timeline()) {
                    progress.accept("steps of " + probed.side.name());
                    probed.steps = Optional.of(steps(probed));
                }
            }
        }
        return sides.stream().map(Probed::findings).toList();
    }

    private ColdStart coldStart(Probed probed) throws SideFailure, InterruptedException {
        try (Caller caller = Caller.open(probed.side, plan.request(), probed.failures, false)) {
            Duration next = caller.start();
            Duration response = next.plus(caller.call());
            return new ColdStart(next, response, caller.end());
        }
    }

    private void warm() throws SideFailure, IOException, InterruptedException {
        List<Caller> callers = new ArrayList<>();
        try {
            for (Probed probed : sides) {
                callers.add(Caller.open(probed.side, plan.request(), probed.failures, false));
            }
            progress.accept("warming up");
            int perRound = warmUp(callers);
            List<Duration> before = new ArrayList<>();
            for (Caller caller : callers) {
                before.add(Processes.processor(caller.processes()));
            }
            for (int round = 0; round < plan.rounds(); round++) {
                progress.accept("round " + (round + 1) + " of " + plan.rounds());
                for (int i = 0; i < sides.size(); i++) {
                    sides.get(i).rounds.add(callers.get(i).calls(perRound));
                }
            }
            for (int i = 0; i < sides.size(); i++) {
                Duration used = Processes.processor(callers.get(i).processes()).minus(before.get(i));
                sides.get(i).processor = used.dividedBy((long) perRound * plan.rounds());
                sides.get(i).memory = Processes.memory(callers.get(i).processes());
            }
            if (plan.idle().isPositive()) {
                progress.accept("at rest");
                rest(callers);
            }
        } finally {
            callers.forEach(Caller::close);
        }
    }

    /** Starts all and calls them until they are warm; gives how many calls a round is to have. */
    private int warmUp(List<Caller> callers) throws SideFailure, InterruptedException {
        int perRound = Integer.MAX_VALUE;
        for (int i = 0; i < sides.size(); i++) {
            Caller caller = callers.get(i);
            Object _ = caller.start();
            long begun = System.nanoTime();
            int made = plan.warmUp().isPresent()
                    ? caller.calls(plan.warmUp().getAsInt()).count()
                    : caller.callsWithin(Plan.WARM_UP, Plan.MOST);
            sides.get(i).warmUp = made;
            perRound = Math.min(perRound, plan.perRound(Duration.ofNanos(System.nanoTime() - begun), made));
        }
        return perRound;
    }

    private void rest(List<Caller> callers) throws IOException {
        List<Set<Long>> processes = new ArrayList<>();
        List<Rest> before = new ArrayList<>();
        for (Caller caller : callers) {
            Set<Long> pids = caller.processes();
            processes.add(pids);
            before.add(now(pids));
        }
        long begun = System.nanoTime();
        for (long left = plan.idle().toNanos(); left > 0; left = plan.idle().toNanos() - (System.nanoTime() - begun)) {
            LockSupport.parkNanos(left);
        }
        for (int i = 0; i < sides.size(); i++) {
            Rest then = before.get(i);
            Rest now = now(processes.get(i));
            sides.get(i).rest = Optional.of(
                    new Rest(plan.idle(), now.processor().minus(then.processor()), now.wakeUps() - then.wakeUps()));
        }
    }

    private static Rest now(Set<Long> pids) {
        return new Rest(Duration.ZERO, Processes.exactProcessor(pids), Processes.sleeps(pids));
    }

    private Steps steps(Probed probed) throws SideFailure, InterruptedException {
        Summary summary = new Summary();
        try (Caller caller = Caller.open(probed.side, plan.request(), probed.failures, true)) {
            Object _ = caller.start();
            Object _ = caller.calls(probed.warmUp);
            Object _ = caller.timeline();
            Times calls = caller.calls(probed.findings().calls().count());
            for (TimelineEntry entry : caller.timeline()) {
                if (entry instanceof TimelineEntry.Invocation invocation) {
                    summary.add(invocation);
                }
            }
            return new Steps(summary, calls);
        }
    }
}
