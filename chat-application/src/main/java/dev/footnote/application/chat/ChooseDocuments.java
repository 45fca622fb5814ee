package dev.footnote.application.chat;

import dev.footnote.application.model.Aside;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentChoice.Field;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.knowledge.WrittenConditions;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.store.DocumentRepository;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the documents to search in by what is noted of them, where a dialog or a search wants that. */
public final class ChooseDocuments {

    private static final int MAX_VALUES = 30;
    private static final int MAX_VALUE_LENGTH = 60;
    private static final int MAX_FIELDS = 50;

    private final DocumentRepository documents;
    private final InstantSource clock;

    public ChooseDocuments(DocumentRepository documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * The documents of {@code bases} to search in: those of {@code named}, and beside them those that {@code choice}
     * chooses; empty for all. If the model that is asked fails or states no conditions, the choice is as if it were for
     * all. Conditions that no document meets choose none.
     *
     * @param named those that the request names; empty for all
     */
    public Optional<Set<DocumentId>> choose(
            ChatEntry model,
            String question,
            List<KnowledgeBase> bases,
            DocumentChoice choice,
            Optional<Set<DocumentId>> named) {
        Optional<Set<DocumentId>> chosen = switch (choice) {
            case DocumentChoice.All all -> Optional.empty();
            case DocumentChoice.Stated(MetadataFilter filter) -> Optional.of(meeting(filter, noted(bases)));
            case DocumentChoice.Asked(List<Field> fields) -> asked(model, question, fields, noted(bases));
        };
        return chosen.map(some -> {
                    var all = new HashSet<>(some);
                    named.ifPresent(all::addAll);
                    return Set.copyOf(all);
                })
                .or(() -> named);
    }

    /** The documents of {@code bases} that {@code filter} chooses. */
    public Set<DocumentId> meeting(List<KnowledgeBase> bases, MetadataFilter filter) {
        return meeting(filter, noted(bases));
    }

    private static Set<DocumentId> meeting(MetadataFilter filter, Map<DocumentId, Metadata> noted) {
        return noted.entrySet().stream()
                .filter(entry -> filter.matches(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<DocumentId, Metadata> noted(List<KnowledgeBase> bases) {
        var noted = new LinkedHashMap<DocumentId, Metadata>();
        bases.forEach(base -> noted.putAll(documents.metadata(base.tenant(), base.id())));
        return noted;
    }

    private Optional<Set<DocumentId>> asked(
            ChatEntry model, String question, List<Field> wanted, Map<DocumentId, Metadata> noted) {
        Map<String, Set<String>> values = values(noted);
        List<Field> fields = wanted.isEmpty()
                ? values.keySet().stream()
                        .map(name -> new Field(name, Optional.empty()))
                        .toList()
                : wanted.stream()
                        .filter(field -> values.containsKey(field.name()))
                        .toList();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        return Aside.ask(model, task(), described(fields, values) + "\nQuestion: " + question, OptionalDouble.of(0))
                .flatMap(said -> WrittenConditions.read(said, fields))
                .map(filter -> meeting(filter, noted));
    }

    private String task() {
        return """
                You decide which documents a search has to look at. Below are the fields that are noted of the documents, with
                some of their values, and a question. Write the conditions that a document must meet to be about what the
                question asks for, each on a line of its own: field | operator | value. Use only these fields and the operators
                =, !=, >, <, >=, <=, contains, not contains, starts with, ends with. Dates are YYYY-MM-DD; a span of time is
                two conditions. If one of several conditions is enough, begin with a line that is exactly %s.
                If the question says nothing about any field, write only the word NONE. Today is %s.
                """.formatted(WrittenConditions.ANY, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private static Map<String, Set<String>> values(Map<DocumentId, Metadata> noted) {
        var values = new LinkedHashMap<String, Set<String>>();
        noted.values()
                .forEach(metadata -> metadata.fields()
                        .values()
                        .keySet()
                        .forEach(name -> values.computeIfAbsent(name, field -> new LinkedHashSet<>())
                                .addAll(metadata.values(name))));
        return values;
    }

    private static String described(List<Field> fields, Map<String, Set<String>> values) {
        return fields.stream()
                .limit(MAX_FIELDS)
                .map(field -> "%s%s: %s\n"
                        .formatted(
                                field.name(),
                                field.operator()
                                        .flatMap(WrittenConditions::written)
                                        .map(" (only with %s)"::formatted)
                                        .orElse(""),
                                values.getOrDefault(field.name(), Set.of()).stream()
                                        .limit(MAX_VALUES)
                                        .map(ChooseDocuments::shortened)
                                        .collect(Collectors.joining("; "))))
                .collect(Collectors.joining());
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= MAX_VALUE_LENGTH ? line : line.substring(0, MAX_VALUE_LENGTH);
    }
}
