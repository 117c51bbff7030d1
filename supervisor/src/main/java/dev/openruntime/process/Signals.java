package dev.openruntime.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Sends signals. The JDK knows two; the others go through bash's builtin, the one tool that is always there. */
final class Signals {

    private Signals() {}

    static void send(ProcessHandle process, String name) throws IOException {
        switch (name) {
            case "TERM" -> process.destroy();
            case "KILL" -> process.destroyForcibly();
            default -> sendByBash(process.pid(), name);
        }
    }

    private static void sendByBash(long pid, String name) throws IOException {
        if (!name.matches("[A-Z][A-Z0-9+-]*")) {
            throw new IOException("cannot send the signal \"" + name + "\": that is no signal's name");
        }
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-c", "kill -s \"$1\" -- \"$2\"", "kill", name, Long.toString(pid));
        bash.environment().clear();
        Process sender = bash.redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        sender.getOutputStream().close();
    }
}
