package dev.openruntime.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The threads of a dump, and which of them matter. Those do whose stack has a line of the program's own: that leaves
 * out what belongs to the JVM and the idle threads of pools. One that runs comes first, the one that has used most of
 * the processor before others, and then those that wait. One that reads a file or a pipe comes last: most likely it
 * reads the protocol.
 */
record JvmThreads(List<JvmThread> threads) {

    private static final int MOST_THREADS = 3;
    private static final int MOST_LINES = 20;
    private static final Pattern HEADER = Pattern.compile("\"(.*)\" .*");
    private static final Pattern CPU = Pattern.compile(" cpu=([0-9.]+)ms ");
    private static final String STATE = "java.lang.Thread.State: ";
    private static final Pattern NOT_THE_PROGRAMS =
            Pattern.compile("at (java|javax|jdk|sun|com\\.sun)\\..*", Pattern.DOTALL);
    private static final Pattern READS =
            Pattern.compile("at (java\\.io\\.FileInputStream\\.read|sun\\.nio\\.ch\\.\\w*FileDispatcherImpl\\.read).*");

    /** @param lines places and locks, innermost first */
    private record JvmThread(String name, String state, double cpuMillis, List<String> lines) {

        boolean isOfTheProgram() {
            return lines.stream()
                    .anyMatch(line -> line.startsWith("at ")
                            && !NOT_THE_PROGRAMS.matcher(line).matches());
        }

        boolean reads() {
            return !lines.isEmpty() && READS.matcher(lines.getFirst()).matches();
        }

        boolean runs() {
            return state.startsWith("RUNNABLE");
        }

        List<String> shown() {
            List<String> shown = new ArrayList<>();
            shown.add("\"" + name + "\" " + state);
            lines.stream().limit(MOST_LINES).forEach(line -> shown.add("    " + line));
            return shown;
        }
    }

    /** Reads what stands in a dump between its head and the JVM's own figures. */
    static JvmThreads of(List<String> dump) {
        List<JvmThread> threads = new ArrayList<>();
        Optional<JvmThread> last = Optional.empty();
        for (String line : dump) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                last = Optional.of(new JvmThread(header.group(1), "", cpuOf(line), new ArrayList<>()));
                threads.add(last.get());
            } else if (line.strip().startsWith(STATE) && last.isPresent()) {
                JvmThread old = threads.removeLast();
                last = Optional.of(new JvmThread(
                        old.name(), line.strip().substring(STATE.length()), old.cpuMillis(), old.lines()));
                threads.add(last.get());
            } else if (line.startsWith("\t") && last.isPresent()) {
                last.get().lines().add(line.strip());
            }
        }
        return new JvmThreads(threads);
    }

    /** Lines for a person; empty where no thread matters. */
    List<String> relevant() {
        return threads.stream()
                .filter(JvmThread::isOfTheProgram)
                .sorted(Comparator.comparing(JvmThread::reads)
                        .thenComparing(JvmThread::runs, Comparator.reverseOrder())
                        .thenComparing(JvmThread::cpuMillis, Comparator.reverseOrder()))
                .limit(MOST_THREADS)
                .flatMap(thread -> thread.shown().stream())
                .toList();
    }

    private static double cpuOf(String header) {
        Matcher cpu = CPU.matcher(header);
        return cpu.find() ? Double.parseDouble(cpu.group(1)) : 0;
    }
}
