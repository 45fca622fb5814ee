package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.DocumentChoice;
import java.util.List;

/**
 * What is done with a question before its answer is searched for, and where, by calls to the chat model.
 *
 * @param languages into which it is translated; what is found in any of them counts; none to leave it as it is
 * @param keywords whether its keywords are added
 * @param research whether is searched again for what the first search left open
 * @param documents in which is searched
 * @param contents whether the sections are added that the table of contents of the best document names for the question
 */
public record SearchOptions(
        List<String> languages, boolean keywords, boolean research, DocumentChoice documents, boolean contents) {

    /** The question is searched for as it is, once. */
    public static final SearchOptions NONE = new SearchOptions(List.of(), false, false);

    public SearchOptions {
        languages = List.copyOf(languages);
        requireNonNull(documents, "documents");
    }

    /** These three, in all documents. */
    public SearchOptions(List<String> languages, boolean keywords, boolean research) {
        this(languages, keywords, research, DocumentChoice.ALL, false);
    }

    /** These options, in other documents. */
    public SearchOptions in(DocumentChoice others) {
        return new SearchOptions(languages, keywords, research, others, contents);
    }
}
