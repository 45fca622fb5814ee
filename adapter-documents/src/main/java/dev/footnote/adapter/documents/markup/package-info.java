/**
 * Text with tags: web pages, Markdown, books, XML, JSON and mail. Nothing is null, nothing is loaded from elsewhere.
 */
@NullMarked
package dev.footnote.adapter.documents.markup;

import org.jspecify.annotations.NullMarked;
