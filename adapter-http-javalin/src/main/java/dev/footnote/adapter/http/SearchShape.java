package dev.footnote.adapter.http;

import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.DocumentChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How it stands on the wire what is done with a question before its answer is searched for. */
final class SearchShape {

    private static final String FILTER = "meta_data_filter";

    private SearchShape() {}

    /** {@code base} with what a prompt's settings say written over it. */
    static SearchOptions options(Body prompt, SearchOptions base) {
        List<String> languages = prompt.has("cross_languages")
                ? prompt.texts("cross_languages").stream()
                        .filter(language -> !language.isBlank())
                        .toList()
                : base.languages();
        return new SearchOptions(
                languages,
                prompt.flag("keyword", base.keywords()),
                prompt.flag("reasoning", base.research()),
                base.documents(),
                prompt.flag("toc_enhance", base.contents()));
    }

    /** The same, in the documents that {@code body} chooses, if it says. */
    static SearchOptions options(Body body, Body prompt, SearchOptions base) {
        SearchOptions options = options(prompt, base);
        return body.has(FILTER)
                ? options.in(body.object(FILTER).map(MetadataShape::choice).orElse(DocumentChoice.ALL))
                : options;
    }

    /** The keys that differ from what holds where nothing is set; clients compare the others. */
    static Map<String, @Nullable Object> shape(SearchOptions options) {
        Map<String, @Nullable Object> shape = Shape.of();
        if (!options.languages().isEmpty()) {
            shape.put("cross_languages", options.languages());
        }
        if (options.keywords()) {
            shape.put("keyword", true);
        }
        if (options.research()) {
            shape.put("reasoning", true);
        }
        if (options.contents()) {
            shape.put("toc_enhance", true);
        }
        return shape;
    }
}
