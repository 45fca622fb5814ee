package dev.footnote.adapter.documents.pdf;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** The titles in a PDF's outline and how deep they stand. */
final class PdfOutline {

    private static final int MAX_DEPTH = 9;
    private static final int MAX_TITLES = 10_000;

    private final Map<String, Integer> levels = new HashMap<>();

    private PdfOutline() {}

    /** The outline of {@code document}; without titles if it has none. */
    static PdfOutline of(PDDocument document) {
        var outline = new PdfOutline();
        PDOutlineNode root = document.getDocumentCatalog().getDocumentOutline();
        if (root != null) {
            outline.collect(root, 1);
        }
        return outline;
    }

    /** The level of a paragraph that is a title, from 1; empty if it is none. */
    OptionalInt level(String paragraph) {
        Integer level = levels.get(key(paragraph));
        return level == null ? OptionalInt.empty() : OptionalInt.of(level);
    }

    private void collect(PDOutlineNode node, int level) {
        for (PDOutlineItem item : node.children()) {
            if (levels.size() >= MAX_TITLES) {
                return; // an outline may refer to itself
            }
            if (item.getTitle() != null) {
                levels.putIfAbsent(key(item.getTitle()), level);
            }
            if (level < MAX_DEPTH) {
                collect(item, level + 1);
            }
        }
    }

    private static String key(String title) {
        return title.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
