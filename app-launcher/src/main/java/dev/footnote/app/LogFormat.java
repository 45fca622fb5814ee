package dev.footnote.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;

/** What a line of the log looks like. Either way an event is one line. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** An object of JSON, for programs. */
    JSON;

    /** Writes what {@code context} logs in this form from now on. */
    void use(LoggerContext context) {
        if (this == JSON
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console")
                        instanceof OutputStreamAppender<ILoggingEvent> console) {
            var encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithSequenceNumber(false);
            encoder.setWithContext(false);
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            console.setEncoder(encoder);
        }
    }
}
