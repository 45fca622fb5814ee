package dev.footnote.ports.document;

import dev.footnote.domain.stream.ByteSource;

/**
 * Makes files of pages of the public web. What only this machine or its network can reach is never asked for: whatever
 * the address says, however its name is resolved, and wherever the page sends its reader on to.
 *
 * <p>Safe for use by several threads at once. Blocks until the page is there; every wait has a limit.
 */
public interface PagePrinter {

    /**
     * Whether {@code url} is one of {@code http} or {@code https} that leads to the public web, as far as it can be
     * told now.
     */
    boolean allows(String url);

    /**
     * Makes a file of the page.
     *
     * @throws UnreachablePageException if the page may not be asked for, cannot be had, is too large, or is no text
     */
    PrintedPage print(String url);

    /**
     * A page as a file.
     *
     * @param ending of the file's name, in lower case and without dot: {@code pdf}, or {@code html} for a page whose
     *     characters cannot be printed
     * @param bytes to be read once
     */
    record PrintedPage(String ending, ByteSource bytes) {}
}
