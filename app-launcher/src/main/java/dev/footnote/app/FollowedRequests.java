package dev.footnote.app;

import dev.footnote.adapter.http.RequestTracing;
import dev.footnote.adapter.telemetry.Tracing;
import java.util.Optional;

/** Tells {@code tracing} of the requests that the web adapter gets. */
record FollowedRequests(Tracing tracing) implements RequestTracing {

    @Override
    public Followed begin(String method, String route, String requestId, Optional<String> parent) {
        Tracing.Request request = tracing.request(method, route, requestId, parent);
        return new Followed() {
            @Override
            public String traceId() {
                return request.traceId();
            }

            @Override
            public void end(int status) {
                request.end(status);
            }
        };
    }
}
