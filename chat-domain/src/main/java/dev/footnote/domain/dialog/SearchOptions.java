package dev.footnote.domain.dialog;

import java.util.List;

/**
 * What is done with a question before its answer is searched for, by calls to the chat model.
 *
 * @param languages into which it is translated; what is found in any of them counts; none to leave it as it is
 * @param keywords whether its keywords are added
 * @param research whether is searched again for what the first search left open
 */
public record SearchOptions(List<String> languages, boolean keywords, boolean research) {

    /** The question is searched for as it is, once. */
    public static final SearchOptions NONE = new SearchOptions(List.of(), false, false);

    public SearchOptions {
        languages = List.copyOf(languages);
    }
}
