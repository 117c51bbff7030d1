package dev.openruntime.cli;

import dev.openruntime.console.Style;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param in where {@code --event -} reads
 * @param out takes the answer and nothing else
 * @param err takes everything else
 * @param outIsTerminal true if a person sees the answer
 * @param style of what is shown on {@code err}
 */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        PrintStream err,
        boolean outIsTerminal,
        Style style) {

    static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        boolean terminal = Terminal.isTerminal(Terminal.STDERR);
        int width = terminal && !environment.containsKey("COLUMNS") ? Terminal.measureWidth() : 0;
        return new Surroundings(
                environment,
                System.in,
                System.out,
                System.err,
                Terminal.isTerminal(Terminal.STDOUT),
                Style.of(environment, terminal, width));
    }

    /** Of what is shown on {@code out}, where only a terminal gets colours. */
    Style outStyle() {
        return new Style(style.colour() && outIsTerminal, style.unicode(), style.width());
    }

    /** Of text on {@code out}. */
    Charset charset() {
        return style.unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    }
}
