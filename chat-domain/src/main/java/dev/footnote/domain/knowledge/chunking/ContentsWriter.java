package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Makes a table of contents of the headings of a document, while the document is cut into chunks. Serves one document
 * on one thread.
 */
public final class ContentsWriter {

    /** A document with more headings has a table of its first ones. */
    private static final int MAX_ENTRIES = 500;

    private static final int MAX_TITLE = 200;

    private final List<Open> entries = new ArrayList<>();
    private final Queue<Open> ahead = new ArrayDeque<>();
    private Set<ChunkId> current = new LinkedHashSet<>();

    /** Takes the next section, before a chunker takes it. */
    public void push(Section section) {
        String title = section.text().strip();
        if (section.kind() == Section.Kind.HEADING && !title.isEmpty() && entries.size() < MAX_ENTRIES) {
            var entry = new Open(section.level(), title, new LinkedHashSet<>());
            entries.add(entry);
            ahead.add(entry);
        }
    }

    /** Takes the next chunk that the sections became. */
    public void push(ChunkId chunk, String content) {
        current.add(chunk);
        int from = 0;
        for (Open next = ahead.peek(); next != null; next = ahead.peek()) {
            int at = content.indexOf(next.title(), from);
            if (at < 0) {
                return;
            }
            ahead.remove();
            current = next.chunks();
            current.add(chunk);
            from = at + next.title().length();
        }
    }

    /** What was made of all that was taken; entries without chunks are left out. */
    public Contents contents() {
        return new Contents(entries.stream()
                .filter(entry -> !entry.chunks().isEmpty())
                .map(entry -> new Contents.Entry(
                        entry.level(),
                        entry.title().length() <= MAX_TITLE
                                ? entry.title()
                                : entry.title().substring(0, MAX_TITLE),
                        List.copyOf(entry.chunks())))
                .toList());
    }

    private record Open(int level, String title, Set<ChunkId> chunks) {}
}
