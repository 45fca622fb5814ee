package dev.footnote.adapter.http;

import java.util.Optional;

/** Follows requests, for those who run the server. Safe for use by several threads at once. */
public interface RequestTracing {

    /** Follows nobody. */
    RequestTracing NONE = (method, route, requestId, parent) -> Followed.NOBODY;

    /**
     * Begins to follow a request, on the thread that answers it.
     *
     * @param route the path with names for what varies
     * @param requestId what the log calls it
     * @param parent the header {@code traceparent} that came with it, whatever it says
     */
    Followed begin(String method, String route, String requestId, Optional<String> parent);

    /** A request that is being followed. */
    interface Followed {

        /** One that is not. */
        Followed NOBODY = new Followed() {
            @Override
            public String traceId() {
                return "";
            }

            @Override
            public void end(int status) {}
        };

        /** What it is called where it is told; empty if it is not. */
        String traceId();

        /** It was answered with {@code status}. Called once, on the thread that began. */
        void end(int status);
    }
}
