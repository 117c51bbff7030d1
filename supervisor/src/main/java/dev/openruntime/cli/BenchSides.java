package dev.openruntime.cli;

import dev.openruntime.bench.Contestant;
import dev.openruntime.bench.Side;
import dev.openruntime.bench.SideFailure;
import dev.openruntime.console.TimelineEntry;
import dev.openruntime.emulator.Emulator;
import dev.openruntime.emulator.EmulatorListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the sides of a comparison, and closes what of them is open when the command is to end. Any thread. */
final class BenchSides {

    private static final EmulatorListener NOBODY = (_, _) -> {};

    private final Surroundings surroundings;
    private final FunctionOptions options;
    private final Optional<Integer> cpu;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param cpu the one on which the processes of all sides are to run, if it is to be one */
    BenchSides(Surroundings surroundings, FunctionOptions options, Optional<Integer> cpu) {
        this.surroundings = surroundings;
        this.options = options;
        this.cpu = cpu;
    }

    /**
     * A function under this distribution's supervisor.
     *
     * @param variables of its environment, besides what the settings say
     * @throws CommandFailure if its configuration is not valid
     */
    Side function(String name, String what, LocalFunction function, Map<String, String> variables)
            throws CommandFailure {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.putAll(variables);
        Map<String, String> known = new HashMap<>(environment);
        known.putAll(Session.variables(function, options, environment));
        function.check(known);
        List<String> bootstrap = Session.bootstrap(surroundings.environment());
        return new Side(name, what, true, timeline -> open(bootstrap, function, environment, timeline));
    }

    /** A program that speaks the Runtime API by itself. */
    Side peer(String name, String command, LocalFunction function) {
        List<String> words = List.of("sh", "-c", command);
        LocalFunction alone = new LocalFunction(function.folder(), Optional.empty());
        return new Side(name, command, false, _ -> open(words, alone, surroundings.environment(), false));
    }

    private Contestant open(
            List<String> command, LocalFunction function, Map<String, String> environment, boolean timeline)
            throws SideFailure {
        List<String> words = new ArrayList<>();
        cpu.ifPresent(number -> words.addAll(List.of("taskset", "-c", number.toString())));
        words.addAll(command);
        try {
            Session session =
                    Session.open(words, function, options, environment, Serving.nobodyElse(), NOBODY, timeline);
            open.add(session);
            if (closed) {
                session.close();
            }
            return new Running(session);
        } catch (CommandFailure e) {
            throw new SideFailure(e.getMessage(), e);
        } catch (IOException e) {
            throw new SideFailure("cannot start a side: " + e.getMessage(), e);
        }
    }

    private final class Running implements Contestant {

        private final Session session;

        Running(Session session) {
            this.session = session;
        }

        @Override
        public Emulator emulator() {
            return session.emulator();
        }

        @Override
        public List<TimelineEntry> timeline() {
            return session.timeline();
        }

        @Override
        public void close() {
            session.close();
            open.remove(session);
        }
    }

    /** Stops all that runs; what is opened from here on is stopped at once. */
    void close() {
        closed = true;
        open.forEach(Session::close);
    }
}
