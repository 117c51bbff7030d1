package dev.openruntime.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * Sets Logback up in code, as a service that Logback finds: its XML would cost tens of milliseconds of every cold
 * start. Format and level are as the platform's own variables say.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    /** For Logback's service loader. */
    public LogConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        LogOutput output = LogOutput.standard();
        LogAppender appender = new LogAppender(output);
        appender.setContext(loggers);
        appender.setName("log");
        appender.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(output.settings().least()));
        root.addAppender(appender);
        // Else Logback brings up what prints its own troubles with a date, on every start; nothing here can cause any.
        loggers.getStatusManager().add(new NopStatusListener());
        loggers.getLogger("io.netty").setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level(LogLevel least) {
        return switch (least) {
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR, FATAL -> Level.ERROR; // nothing of ours is so bad that it is more than an error
        };
    }
}
