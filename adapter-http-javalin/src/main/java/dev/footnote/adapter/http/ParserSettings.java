package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tagging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What clients read back about parsing where they said nothing, and what of it has an effect. */
final class ParserSettings {

    private static final String SUMMARY = """
            Please summarize the following paragraphs. Be careful with the numbers, do not make things up. \
            Paragraphs as following:
                  {cluster_content}
            The above is the content you need to summarize.""";

    /** What a client gets that sent settings, however few. */
    static final ClientSettings FULL = new ClientSettings(Shape.of(
            "auto_keywords",
            0,
            "auto_questions",
            0,
            "chunk_token_num",
            512,
            "delimiter",
            "\\n",
            "graphrag",
            graph(false)
                    .merged(settings("community", false, "resolution", false))
                    .values(),
            "html4excel",
            false,
            "layout_recognize",
            "DeepDOC",
            "raptor",
            raptor(false)
                    .merged(settings("auto_disable_for_structured_data", true))
                    .values(),
            "tag_kb_ids",
            List.of(),
            "topn_tags",
            1,
            "filename_embd_weight",
            0.1,
            "task_page_size",
            null,
            "pages",
            null));

    private ParserSettings() {}

    /** What a client gets that sent none. */
    static ClientSettings usual(String method) {
        return settings("table_context_size", 0, "image_context_size", 0)
                .merged(
                        switch (method) {
                            case "naive" ->
                                settings(
                                        "layout_recognize",
                                        "DeepDOC",
                                        "chunk_token_num",
                                        512,
                                        "delimiter",
                                        "\n",
                                        "auto_keywords",
                                        0,
                                        "auto_questions",
                                        0,
                                        "html4excel",
                                        false,
                                        "topn_tags",
                                        3,
                                        "raptor",
                                        raptor(true).values(),
                                        "graphrag",
                                        graph(true).values());
                            case "qa", "manual", "paper", "book", "laws", "presentation" ->
                                settings(
                                        "raptor",
                                        Shape.of("use_raptor", false),
                                        "graphrag",
                                        Shape.of("use_graphrag", false));
                            case "knowledge_graph" ->
                                settings(
                                        "chunk_token_num", 8192,
                                        "delimiter", "\\n",
                                        "entity_types", List.of("organization", "person", "location", "event", "time"),
                                        "raptor", Shape.of("use_raptor", false),
                                        "graphrag", Shape.of("use_graphrag", false));
                            default -> ClientSettings.NONE;
                        });
    }

    /** How documents are cut under {@code method} and {@code settings}. */
    static Chunking chunking(String method, ClientSettings settings) {
        if (!method.equals("naive")) {
            return Chunking.Form.of(method)
                    .<Chunking>map(Chunking.Special::new)
                    .orElseGet(() -> new Chunking.Unavailable(method));
        }
        var usual = Chunking.General.DEFAULT;
        Map<String, @Nullable Object> values = settings.values();
        String delimiter = values.get("delimiter") instanceof String sent && !sent.isEmpty() ? sent : usual.delimiter();
        return new Chunking.General(
                bounded(values.get("chunk_token_num"), usual.maxTokens(), 1, 2048),
                delimiter,
                overlap(values.get("overlapped_percent")),
                Boolean.TRUE.equals(values.get("html4excel")),
                children(values),
                Boolean.TRUE.equals(values.get("toc_extraction")));
    }

    /** Whether, and by which datasets, chunks and questions are tagged. */
    static Tagging tagging(ClientSettings settings) {
        List<KnowledgeBaseId> bases = settings.values().get("tag_kb_ids") instanceof List<?> sent
                ? sent.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(id -> !id.isBlank())
                        .map(KnowledgeBaseId::new)
                        .distinct()
                        .toList()
                : List.of();
        return bases.isEmpty()
                ? Tagging.NONE
                : new Tagging(bases, bounded(settings.values().get("topn_tags"), Tagging.USUAL, 1, 10));
    }

    /** The delimiters of the smaller chunks that are found in place of the larger ones; empty if that is off. */
    private static Optional<String> children(Map<String, @Nullable Object> values) {
        return values.get("children_delimiter") instanceof String delimiters
                        && !delimiters.isEmpty()
                        && !Boolean.FALSE.equals(values.get("enable_children"))
                ? Optional.of(delimiters)
                : Optional.empty();
    }

    /**
     * A document's settings with {@code changes}: without any, those that are there; where the changes do not speak of
     * {@code raptor}, it is dropped, as clients expect.
     */
    static ClientSettings ofDocument(ClientSettings before, ClientSettings changes) {
        if (changes.values().isEmpty()) {
            return before;
        }
        var merged = Shape.of();
        merged.putAll(before.merged(changes).values());
        if (!(changes.values().get("raptor") instanceof Map<?, ?> raptor) || raptor.isEmpty()) {
            merged.remove("raptor");
        }
        return new ClientSettings(merged);
    }

    /** A share below 1 is a share of one, anything else a percentage. */
    private static int overlap(@Nullable Object sent) {
        if (sent instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < 1) {
            return (int) Math.min(90, Math.round(number.doubleValue() * 100));
        }
        return bounded(sent, 0, 0, 90);
    }

    private static int bounded(@Nullable Object sent, int usual, int least, int most) {
        return sent instanceof Number number ? Math.clamp(number.longValue(), least, most) : usual;
    }

    private static ClientSettings raptor(boolean use) {
        return settings(
                "use_raptor",
                use,
                "prompt",
                SUMMARY,
                "max_token",
                256,
                "threshold",
                0.1,
                "max_cluster",
                64,
                "random_seed",
                0);
    }

    private static ClientSettings graph(boolean use) {
        return settings(
                "use_graphrag",
                use,
                "entity_types",
                List.of("organization", "person", "geo", "event", "category"),
                "method",
                "light");
    }

    private static ClientSettings settings(@Nullable Object... pairs) {
        return new ClientSettings(Shape.of(pairs));
    }
}
