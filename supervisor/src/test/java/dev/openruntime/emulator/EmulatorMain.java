package dev.openruntime.emulator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An emulator in a JVM of its own, for the tests that kill it or give it a terminal. */
final class EmulatorMain {
    private EmulatorMain() {}

    /**
     * Runs the bootstrap in the folder that is the argument, says {@code ready}, and stops in order when interrupted.
     */
    public static void main(String[] arguments) throws Exception {
        EmulatorConfig config = EmulatorConfig.builder(List.of("python3", "bootstrap.py"), Path.of(arguments[0]))
                .timeout(EmulatorFixture.PATIENCE)
                .initLimit(EmulatorFixture.PATIENCE)
                .shutdownBudget(EmulatorFixture.GENEROUS)
                .build();
        Emulator emulator = Emulator.start(config, (origin, line) -> System.out.println(line));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            emulator.close();
            System.out.println("closed");
        }));
        System.out.println(emulator.init().succeeded() ? "ready" : "failed");
        new CountDownLatch(1).await();
    }
}
