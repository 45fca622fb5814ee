package dev.footnote.adapter.documents.text;

import java.io.IOException;
import java.io.InputStream;

/** Parses what is found within a document: attachments and embedded files. */
@FunctionalInterface
public interface Embedded {

    /**
     * Pushes the text of a file within the document. One that cannot be read is left out, unless it is too much.
     *
     * @return {@code false} if no more was wanted
     */
    boolean parse(String name, InputStream bytes, Pieces pieces, Budget budget) throws IOException;
}
