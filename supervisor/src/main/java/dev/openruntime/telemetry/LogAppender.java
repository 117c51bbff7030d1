package dev.openruntime.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Brings what the supervisor logs to where all records go. Any thread; blocks none once a relay is in between. */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final LogOutput output;
    private final LineEncoder encoder;

    LogAppender(LogOutput output) {
        this.output = output;
        this.encoder = new LineEncoder(output.settings());
    }

    @Override
    protected void append(ILoggingEvent event) {
        output.say(encoder.encode(event));
    }
}
