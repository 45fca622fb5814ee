package dev.footnote.app;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.model.EmbeddingModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chunks of words that are as frequent as in a language, with vectors that vary in 64 directions, always the same ones.
 * As an embedding model it makes up a vector for each text, and remembers it.
 */
final class MadeChunks implements EmbeddingModel {

    private static final int DIRECTIONS = 64;
    private static final int VOCABULARY = 50_000;
    private static final int QUESTION_WORDS = 7;
    private static final double RARE = 0.3;
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final float[][] basis = new float[DIRECTIONS][];
    private final Map<String, Embedding> asked = new ConcurrentHashMap<>();

    private final int words;
    private final int dimension;

    /**
     * @param words in a chunk
     * @param dimension of a vector
     */
    MadeChunks(int words, int dimension) {
        this.words = words;
        this.dimension = dimension;
        var random = new Random(7);
        for (int at = 0; at < DIRECTIONS; at++) {
            basis[at] = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                basis[at][i] = (float) random.nextGaussian();
            }
        }
    }

    /** As large as in life: 128 words and 384 numbers. */
    static MadeChunks large() {
        return new MadeChunks(128, 384);
    }

    /** Small enough for every build. */
    static MadeChunks small() {
        return new MadeChunks(16, 16);
    }

    /** How many words a chunk has. */
    int words() {
        return words;
    }

    /** The chunk of this number, with its vector. */
    IndexedChunk chunk(KnowledgeBaseId base, DocumentId document, String name, int number) {
        var chunk = new Chunk(
                new ChunkId("%s-%d".formatted(document.value(), number)),
                base,
                document,
                name,
                words(number, words, 0),
                List.of(),
                List.of(),
                List.of(),
                words,
                true,
                number,
                AT);
        return new IndexedChunk(chunk, Embedding.of(vector(number)));
    }

    /** The same chunk of another document. */
    static IndexedChunk moved(IndexedChunk made, KnowledgeBaseId base, DocumentId document) {
        Chunk chunk = made.chunk();
        var moved = new Chunk(
                chunk.id(),
                base,
                document,
                chunk.documentName(),
                chunk.content(),
                chunk.keywords(),
                chunk.questions(),
                chunk.positions(),
                chunk.tokens(),
                chunk.available(),
                chunk.order(),
                chunk.createdAt());
        return new IndexedChunk(moved, made.embedding());
    }

    /** A question of seven words that are not among the most frequent. */
    static String question(int number) {
        return words(-number - 1, QUESTION_WORDS, RARE);
    }

    /** Words as frequent as in a language. */
    static String words(int seed, int count, double rare) {
        var random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> "w" + (int) Math.exp((rare + (1 - rare) * random.nextDouble()) * Math.log(VOCABULARY)))
                .collect(Collectors.joining(" "));
    }

    private float[] vector(int seed) {
        var random = new Random(seed);
        var sum = new float[dimension];
        for (float[] direction : basis) {
            float weight = (float) random.nextGaussian();
            for (int i = 0; i < dimension; i++) {
                sum[i] += weight * direction[i];
            }
        }
        double squares = 0;
        for (float value : sum) {
            squares += (double) value * value;
        }
        for (int i = 0; i < dimension; i++) {
            sum[i] /= (float) Math.sqrt(squares);
        }
        return sum;
    }

    /** The vector of {@code text}, not remembered. */
    float[] made(String text) {
        return vector(text.hashCode());
    }

    Embedding of(String text) {
        return asked.computeIfAbsent(text, same -> Embedding.of(made(same)));
    }

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        return texts.stream().map(this::of).toList();
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public double unrelatedCosine() {
        return 0;
    }
}
