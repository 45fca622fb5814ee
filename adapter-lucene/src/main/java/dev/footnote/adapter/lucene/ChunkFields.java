package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Tags;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** The fields of a chunk in the index, and how a chunk is written to and read from them. */
final class ChunkFields {

    static final String ID = "id";
    static final String DOCUMENT = "document";

    /** A doc value, 1 while the chunk can be found, else 0. */
    static final String AVAILABLE = "available";

    /** A doc value, 1 until the chunk is published, then 0. */
    static final String STAGED = "staged";

    static final String CONTENT = "content";
    static final String TITLE = "title";
    static final String KEYWORDS = "keywords";
    static final String QUESTIONS = "questions";

    /** Ends the name of a field that has the Chinese words of a text. */
    static final String CHINESE = "_zh";

    /** A doc value, what {@link ChunkBytes} writes. */
    static final String SEARCHED = "searched";

    static final String KNOWLEDGE_BASE = "knowledge_base";

    /** The document's name. */
    static final String NAME = "name";

    static final String DIMENSION = "dimension";

    /** The names of its tags, as {@link TagBytes} writes them; missing if it has none. */
    static final String TAGS = "tags";

    /** The weights of its tags, as {@link TagBytes} writes them; missing if it has none. */
    static final String TAG_WEIGHTS = "tag_weights";

    /** Terms and how often they occur, but not where. */
    private static final FieldType COUNTED = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        COUNTED.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        COUNTED.freeze();
    }

    private static final String BY_HAND = "by_hand";
    private static final String POSITION = "position";
    private static final String TOKENS = "tokens";
    private static final String ORDER = "order";
    private static final String CREATED = "created";
    private static final String PARENT = "parent";

    private ChunkFields() {}

    /**
     * The field of vectors with {@code dimension} numbers; each dimension has its own, so that none meets another's.
     */
    static String vector(int dimension) {
        return "vector_" + dimension;
    }

    /** The chunk as the index keeps it. */
    static Document toDocument(IndexedChunk indexed, boolean staged, ChunkAnalyzer analyzer) throws IOException {
        Chunk chunk = indexed.chunk();
        var document = new Document();
        document.add(new StringField(ID, chunk.id().value(), Store.YES));
        document.add(new StringField(DOCUMENT, chunk.document().value(), Store.YES));
        document.add(new NumericDocValuesField(AVAILABLE, chunk.available() ? 1 : 0));
        document.add(new NumericDocValuesField(STAGED, staged ? 1 : 0));
        document.add(new StoredField(KNOWLEDGE_BASE, chunk.knowledgeBase().value()));
        document.add(new StoredField(NAME, chunk.documentName()));
        document.add(new StoredField(CONTENT, chunk.content()));
        chunk.keywords().forEach(keyword -> document.add(new StoredField(KEYWORDS, keyword)));
        chunk.questions().forEach(question -> document.add(new StoredField(QUESTIONS, question)));
        chunk.positions().forEach(position -> document.add(new StoredField(POSITION, written(position))));
        document.add(new StoredField(TOKENS, chunk.tokens()));
        document.add(new StoredField(ORDER, chunk.order()));
        document.add(new StoredField(CREATED, ChronoUnit.MICROS.between(Instant.EPOCH, chunk.createdAt())));
        chunk.parent().ifPresent(parent -> document.add(new StoredField(PARENT, parent.value())));
        document.add(new StoredField(BY_HAND, chunk.byHand() ? 1 : 0));
        addTags(document, chunk.tags());
        addSearched(document, chunk, analyzer);
        addVector(document, indexed.embedding());
        return document;
    }

    /** The chunk that {@link #toDocument} was given, {@code available} or not by now. */
    static Chunk toChunk(Document document, boolean available) {
        return new Chunk(
                new ChunkId(string(document, ID)),
                new KnowledgeBaseId(string(document, KNOWLEDGE_BASE)),
                new DocumentId(string(document, DOCUMENT)),
                string(document, NAME),
                string(document, CONTENT),
                List.of(document.getValues(KEYWORDS)),
                List.of(document.getValues(QUESTIONS)),
                Arrays.stream(document.getValues(POSITION))
                        .map(ChunkFields::position)
                        .toList(),
                number(document, TOKENS),
                available,
                number(document, ORDER),
                Instant.EPOCH.plus(value(document, CREATED).longValue(), ChronoUnit.MICROS),
                Optional.ofNullable(document.get(PARENT)).map(ChunkId::new),
                TagBytes.tags(
                        Optional.ofNullable(document.getBinaryValue(TAGS)),
                        Optional.ofNullable(document.getBinaryValue(TAG_WEIGHTS))),
                document.getField(BY_HAND) != null && number(document, BY_HAND) == 1); // older ones lack it
    }

    private static void addTags(Document document, Tags tags) {
        if (!tags.names().isEmpty()) {
            BytesRef names = TagBytes.names(tags);
            document.add(new StoredField(TAGS, names));
            document.add(new BinaryDocValuesField(TAGS, names));
        }
        if (!tags.weights().isEmpty()) {
            BytesRef weights = TagBytes.weights(tags);
            document.add(new StoredField(TAG_WEIGHTS, weights));
            document.add(new BinaryDocValuesField(TAG_WEIGHTS, weights));
        }
    }

    static String string(Document document, String field) {
        return Objects.requireNonNull(document.get(field), field);
    }

    static int number(Document document, String field) {
        return value(document, field).intValue();
    }

    private static Number value(Document document, String field) {
        IndexableField value = Objects.requireNonNull(document.getField(field), field);
        return Objects.requireNonNull(value.numericValue(), field);
    }

    private static void addSearched(Document document, Chunk chunk, ChunkAnalyzer analyzer) throws IOException {
        Map<SearchedField, List<String>> texts = new EnumMap<>(SearchedField.class);
        texts.put(SearchedField.CONTENT, List.of(chunk.content()));
        texts.put(SearchedField.TITLE, List.of(title(chunk.documentName())));
        texts.put(SearchedField.KEYWORDS, chunk.keywords());
        texts.put(SearchedField.QUESTIONS, chunk.questions());
        List<ChunkBytes.Terms> all = new ArrayList<>();
        for (var entry : texts.entrySet()) {
            for (boolean chinese : List.of(false, true)) {
                List<List<String>> terms = analyzer.terms(chinese, entry.getValue());
                for (List<String> text : terms) {
                    document.add(new Field(entry.getKey().field(chinese), new GivenTerms(text), COUNTED));
                }
                if (!terms.isEmpty()) {
                    all.add(new ChunkBytes.Terms(entry.getKey(), chinese, terms));
                }
            }
        }
        document.add(new BinaryDocValuesField(SEARCHED, ChunkBytes.of(chunk, all)));
    }

    /** The words of a file's name: {@code annual_report.v2.pdf} is about an annual report. */
    private static String title(String documentName) {
        int dot = documentName.lastIndexOf('.');
        return (dot > 0 ? documentName.substring(0, dot) : documentName).replaceAll("[._-]", " ");
    }

    private static void addVector(Document document, Embedding embedding) {
        float[] unit = unit(embedding);
        document.add(new StoredField(DIMENSION, unit.length));
        document.add(new KnnFloatVectorField(vector(unit.length), unit, VectorSimilarityFunction.DOT_PRODUCT));
    }

    /** The embedding's numbers, scaled to length 1. */
    static float[] unit(Embedding embedding) {
        float[] values = embedding.toArray();
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / length);
        }
        return values;
    }

    /** The cosine of two such vectors, of what Lucene scores them. */
    static float cosine(float score) {
        return Math.clamp(2 * score - 1, -1, 1);
    }

    private static String written(Position position) {
        return Stream.of(position.page(), position.left(), position.right(), position.top(), position.bottom())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static Position position(String written) {
        int[] numbers =
                Stream.of(written.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        return new Position(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
