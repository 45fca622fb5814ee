/** Metrics by Micrometer, in the text format of Prometheus. Begin with {@link PrometheusTelemetry}. */
@NullMarked
package dev.footnote.adapter.telemetry;

import org.jspecify.annotations.NullMarked;
