/**
 * Metrics by Micrometer, in the text format of Prometheus, and traces by OpenTelemetry. Begin with
 * {@link PrometheusTelemetry} and {@link Tracing}.
 */
@NullMarked
package dev.footnote.adapter.telemetry;

import org.jspecify.annotations.NullMarked;
