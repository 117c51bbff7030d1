package dev.openruntime.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import java.util.Map;

/**
 * Sets Logback up in code, as a service that Logback finds: its XML would cost tens of milliseconds of every cold
 * start. One line an event on standard output, where the platform collects it; format and level as the platform's own
 * variables say.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    /** For Logback's service loader. */
    public LogConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        Map<String, String> environment = System.getenv();
        LineEncoder encoder = new LineEncoder(LogFormat.of(environment.getOrDefault("AWS_LAMBDA_LOG_FORMAT", "")));
        encoder.setContext(loggers);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(loggers);
        console.setName("console");
        console.setEncoder(encoder);
        console.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(environment.getOrDefault("AWS_LAMBDA_LOG_LEVEL", "")));
        root.addAppender(console);
        loggers.getLogger("io.netty").setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** The platform knows FATAL besides Logback's levels; nothing of ours is that bad without being an error. */
    private static Level level(String name) {
        return "FATAL".equals(name.toUpperCase(Locale.ROOT)) ? Level.ERROR : Level.toLevel(name, Level.INFO);
    }
}
