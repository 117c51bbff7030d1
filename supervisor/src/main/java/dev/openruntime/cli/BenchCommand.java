package dev.openruntime.cli;

import dev.openruntime.bench.Benchmark;
import dev.openruntime.bench.Plan;
import dev.openruntime.bench.Side;
import dev.openruntime.bench.SideFailure;
import dev.openruntime.bench.SideFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a function, alone or against another side. */
@Command(
        name = "bench",
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Measures a function, cold and warm, alone or in turns with another side.",
        footer = {
            "",
            "Figures go to standard output, progress to standard error.",
            "Exit status: 0, or 1 if a function answered with an error or its init failed."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String BARE = "bare";
    private static final int MOST_ROUNDS = 1000;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FunctionOptions function = new FunctionOptions();

    @Option(
            names = "--against",
            order = 2,
            paramLabel = "bare|DIR|FILE",
            description = "The other side: the same handler without middleware and sidecars, or another function.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--against-command",
            order = 3,
            paramLabel = "COMMAND",
            description = "The other side: a program that speaks the Runtime API by itself; a shell reads it, in DIR.")
    private Optional<String> againstCommand = Optional.empty();

    @Mixin
    private EventSource event = new EventSource();

    @Option(
            names = "--count",
            order = 4,
            paramLabel = "N",
            description = "How many warm invocations count; 0: none. Default: what 5 s hold, at most 1000.")
    private Optional<Integer> count = Optional.empty();

    @Option(
            names = "--warm-up",
            order = 5,
            paramLabel = "N",
            description = "How many come before those that count. Default: what 2 s hold, at most 1000.")
    private Optional<Integer> warmUp = Optional.empty();

    @Option(
            names = "--rounds",
            order = 6,
            paramLabel = "N",
            defaultValue = "20",
            description = "In how many turns they are made. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--cold",
            order = 7,
            paramLabel = "N",
            defaultValue = "5",
            description = "How many starts are measured; 0: none. Default: ${DEFAULT-VALUE}.")
    private int cold;

    @Option(
            names = "--idle",
            order = 8,
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "How long it is watched while nobody calls it. Default: ${DEFAULT-VALUE}.")
    private Duration idle = Duration.ZERO;

    @Option(
            names = "--pin",
            order = 9,
            paramLabel = "CPU",
            description = "Run the processes of each side on this one processor only, by taskset.")
    private Optional<Integer> cpu = Optional.empty();

    @Option(names = "--json", order = 10, description = "Print one JSON document.")
    private boolean json;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        check();
        LocalFunction first = LocalFunction.configured(function.target, surroundings.environment());
        byte[] payload = event.read(first, surroundings.in());
        Plan plan = new Plan(
                new CallOptions().request(payload),
                cold,
                integer(warmUp),
                integer(count),
                count.filter(given -> given > 0)
                        .map(given -> Math.min(given, rounds))
                        .orElse(rounds),
                idle);
        BenchSides maker = new BenchSides(surroundings, function, cpu);
        Side measured = maker.function(name(first), function.target.toString(), first, Map.of());
        if (againstCommand.isPresent()) {
            String command = againstCommand.get();
            return measure(plan, maker, List.of(measured, maker.peer(command, command, first)));
        }
        if (against.isEmpty()) {
            return measure(plan, maker, List.of(measured));
        }
        if (!against.get().equals(BARE)) {
            Path other = Path.of(against.get());
            LocalFunction second = LocalFunction.configured(other, surroundings.environment());
            return measure(
                    plan, maker, List.of(measured, maker.function(name(second), other.toString(), second, Map.of())));
        }
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.putAll(Session.variables(first, function, surroundings.environment()));
        try (BareFunction bare = BareFunction.of(first, environment)) {
            Side other =
                    maker.function(BARE, "the same without middleware and sidecars", bare.function(), bare.variables());
            return measure(plan, maker, List.of(measured, other));
        }
    }

    private int measure(Plan plan, BenchSides maker, List<Side> sides)
            throws CommandFailure, IOException, InterruptedException {
        Screen screen = new Screen(surroundings.err(), surroundings.style());
        BenchProgress progress = new BenchProgress(surroundings);
        List<SideFindings> findings;
        try (StopSwitch _ = StopSwitch.arm(maker::close, ExitStatus.INTERRUPTED, screen)) {
            findings = new Benchmark(plan, sides, progress::show).run();
        } catch (CancellationException e) {
            return ExitStatus.INTERRUPTED;
        } catch (SideFailure e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new CommandFailure(ExitStatus.FUNCTION_FAILED, e.getMessage());
        } finally {
            progress.clear();
        }
        if (json) {
            BenchJson.write(surroundings.out(), plan, findings);
        } else {
            new BenchText(surroundings, findings).write(plan);
        }
        return findings.stream().allMatch(side -> side.failures().count() == 0)
                ? ExitStatus.DONE
                : ExitStatus.FUNCTION_FAILED;
    }

    private void check() {
        if (against.isPresent() && againstCommand.isPresent()) {
            throw misuse("--against and --against-command name two other sides; there can be one");
        }
        count.ifPresent(given -> require(given >= 0, "--count must be at least 0, not " + given));
        warmUp.ifPresent(given -> require(given >= 0, "--warm-up must be at least 0, not " + given));
        cpu.ifPresent(given -> require(given >= 0, "--pin must be the number of a processor, not " + given));
        require(cold >= 0, "--cold must be at least 0, not " + cold);
        require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds must be 1 to " + MOST_ROUNDS + ", not " + rounds);
        boolean warm = count.isEmpty() || count.get() > 0;
        require(warm || cold > 0, "with --count 0 and --cold 0 there is nothing to measure");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw misuse(otherwise);
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static OptionalInt integer(Optional<Integer> given) {
        return given.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static String name(LocalFunction function) {
        Path folder = function.folder().getFileName();
        return folder == null ? function.folder().toString() : folder.toString();
    }
}
