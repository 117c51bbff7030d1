package dev.openruntime.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a program with attributes: bash sets them and then becomes the program, so process id, pipes and arguments are
 * as without it. Bash has no builtin for niceness. Where there is a program {@code nice} it runs bash (1 ms more);
 * where there is none bash waits for a line of input until this process has set it.
 *
 * <p>Bash says by a zero byte on standard error that all is set; whatever ends it before that is why the program can't
 * be run.
 */
final class Prelude {

    /** Privileged mode: what the child's environment holds for a shell (BASH_ENV, functions) is for others. */
    private static final List<String> BASH = List.of("bash", "-p", "-c");

    /**
     * Arguments: KEY OPTION VALUE, three words each, then {@code --}, the name of the program, its file, the others.
     */
    private static final String SCRIPT = """
            no() {
              printf '%s' "$1" >&2
              exit 1
            }
            [[ -o posix ]] && blocks=2 || blocks=1
            declare -A units=([v]=' KiB' [c]=' blocks' [f]=' blocks' [t]=' s')
            while [[ $1 != -- ]]; do
              case $1 in
                unset) unset "$3" ;;
                umask) umask "$3" || no "cannot set umask to $3" ;;
                wait) read -r ;;
                log) { exec 3<>"/dev/tcp/127.0.0.1/$3"; } 2>/dev/null && export _LAMBDA_TELEMETRY_LOG_FD=3 ;;
                nice)
                  read -r -a stat </proc/self/stat
                  [[ ${stat[18]} == "$3" ]] || no "cannot set nice: the system allows ${stat[18]}, not $3"
                  ;;
                *)
                  value=${3%/*}
                  [[ $2 == [cf] ]] && value=$((value * blocks))
                  ulimit "-$2" "$value" 2>/dev/null ||
                    no "cannot set limits.$1 to ${3#*/}: more than the hard limit, which is $(ulimit -H "-$2")${units[$2]-}"
                  ;;
              esac
              shift 3
            done
            printf '\\0' >&2
            exec -a "$2" "${@:3}"
            """;

    /** It also leaves SHLVL=0 behind, whatever is done about it. */
    private static final List<String> SET_BY_BASH = List.of("PWD", "OLDPWD");

    private Prelude() {}

    /** Returns when the program is about to take over. */
    static Process launch(Command command, Map<String, String> environment) throws IOException {
        Optional<Path> file = Programs.find(command.program(), command.directory());
        if (file.isEmpty()) {
            throw new IOException(
                    Files.exists(command.directory().resolve(command.program()))
                            ? "Permission denied"
                            : "No such file or directory");
        }
        Optional<Path> nice =
                command.attributes().nice().isEmpty() ? Optional.empty() : Programs.find("nice", command.directory());
        boolean niceByUs = command.attributes().nice().isPresent() && nice.isEmpty();
        List<String> words = new ArrayList<>();
        nice.ifPresent(program -> words.addAll(List.of(
                program.toString(),
                "-n",
                Integer.toString(command.attributes().nice().orElse(0)))));
        words.addAll(BASH);
        words.addAll(List.of(SCRIPT, "bash"));
        words.addAll(settings(command.attributes(), environment, niceByUs));
        words.addAll(List.of("--", command.program(), file.get().toString()));
        words.addAll(command.arguments().subList(1, command.arguments().size()));
        Process process = startBash(words, environment, command.directory());
        try {
            if (niceByUs) {
                Niceness.set(process.pid(), niceness(command.attributes()));
                OutputStream go = process.getOutputStream();
                go.write('\n');
                go.flush();
            }
            awaitSet(process.getErrorStream());
            return process;
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Process startBash(List<String> words, Map<String, String> environment, Path directory)
            throws IOException {
        try {
            return new Launcher().launch(new Launcher.Verbatim(words), environment, directory);
        } catch (IOException e) {
            throw new IOException("bash, which sets its umask, niceness and limits, cannot be started", e);
        }
    }

    private static List<String> settings(Attributes attributes, Map<String, String> environment, boolean niceByUs)
            throws IOException {
        List<String> words = new ArrayList<>();
        for (String variable : SET_BY_BASH) {
            if (!environment.containsKey(variable)) {
                words.addAll(List.of("unset", "", variable));
            }
        }
        attributes.umask().ifPresent(umask -> words.addAll(List.of("umask", "", umask)));
        if (niceByUs) {
            words.addAll(List.of("wait", "", ""));
        }
        if (attributes.nice().isPresent()) {
            words.addAll(List.of("nice", "", Integer.toString(niceness(attributes))));
        }
        attributes.logPort().ifPresent(port -> words.addAll(List.of("log", "", Integer.toString(port))));
        attributes
                .limits()
                .forEach((limit, value) -> words.addAll(
                        List.of(limit.key(), String.valueOf(limit.option()), limit.inUnits(value) + "/" + value)));
        return words;
    }

    private static int niceness(Attributes attributes) throws IOException {
        return Niceness.ofOwnPlus(attributes.nice().orElse(0));
    }

    private static void awaitSet(InputStream errors) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int read = errors.read(); read != 0; read = errors.read()) {
            if (read < 0) {
                String why = said.toString(StandardCharsets.UTF_8).strip();
                throw new IOException(why.isEmpty() ? "bash ended before it" : why);
            }
            said.write(read);
        }
    }
}
