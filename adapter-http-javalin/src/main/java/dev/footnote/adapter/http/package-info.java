/** The HTTP API over the use cases. Begin with {@link dev.footnote.adapter.http.HttpServer}. */
@NullMarked
package dev.footnote.adapter.http;

import org.jspecify.annotations.NullMarked;
