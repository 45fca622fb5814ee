package dev.footnote.adapter.http;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Lets many clients connect at once: the system's own queue of 50 resets those that find it full. */
final class Backlog implements LifeCycle.Listener {

    private static final int CONNECTIONS = 1_024;

    @Override
    public void lifeCycleStarting(LifeCycle server) {
        for (var connector : ((Server) server).getConnectors()) {
            ((ServerConnector) connector).setAcceptQueueSize(CONNECTIONS);
        }
    }
}
