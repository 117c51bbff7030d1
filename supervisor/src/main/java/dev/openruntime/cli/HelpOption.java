package dev.openruntime.cli;

import picocli.CommandLine.Option;

/** The option by which every command shows its own help, the last of its options. Filled in by picocli. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            order = 20,
            usageHelp = true,
            description = "Show this help.")
    boolean asked;
}
