package dev.footnote.adapter.documents;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the text in files of one format. Safe for use by several threads at once. */
interface FormatParser {

    /**
     * Pushes the text of {@code file}, which is not empty.
     *
     * @return {@code false} if no more was wanted
     * @throws IOException if the disk fails
     */
    boolean parse(Path file, Pieces pieces) throws IOException;
}
