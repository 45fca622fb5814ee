package dev.footnote.adapter.documents.text;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the text in files of one format. */
public interface FormatParser {

    /**
     * Pushes the text of {@code file}, which is not empty.
     *
     * @param budget what the document may still use; asked before anything is unpacked
     * @return {@code false} if no more was wanted
     * @throws IOException if the disk fails
     * @throws dev.footnote.ports.document.UnreadableDocumentException if there is no text to be had
     */
    boolean parse(Path file, Pieces pieces, Budget budget) throws IOException;
}
