package dev.footnote.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged until it is closed, of our own code down to the finest, as an operator would read it. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = logger("dev.footnote");
    private final Level before = ours.getLevel();
    private final Encoder<ILoggingEvent> json = encoder(LogFormat.JSON);
    private final Encoder<ILoggingEvent> text = encoder(LogFormat.TEXT);
    private final List<String> objects = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    CapturedLog() {
        setContext(root.getLoggerContext());
        start();
        ours.setLevel(Level.TRACE);
        root.addAppender(this);
    }

    /** How the program itself writes its log in that form. */
    static Encoder<ILoggingEvent> encoder(LogFormat format) {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(CapturedLog.class.getResource("/logback.xml"));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        format.use(context);
        var console = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("console");
        return ((OutputStreamAppender<ILoggingEvent>) console).getEncoder();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    protected void append(ILoggingEvent event) {
        objects.add(new String(json.encode(event), UTF_8));
        lines.add(new String(text.encode(event), UTF_8));
    }

    /** As JSON, an event each. */
    List<String> objects() {
        return objects;
    }

    /** As text, an event each. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        ours.setLevel(before);
        stop();
    }
}
