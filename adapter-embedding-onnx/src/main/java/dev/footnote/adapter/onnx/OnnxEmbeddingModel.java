package dev.footnote.adapter.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedding model that runs in this process and needs no network.
 *
 * <p>Each text is computed on one core; as many questions, and as many passages, are computed at once as there are
 * cores, further callers wait: questions for questions only, since passages may be computed in the background. An
 * interrupted caller stops waiting with {@link ModelException.Unavailable} and keeps its flag.
 */
public final class OnnxEmbeddingModel implements EmbeddingModel, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OnnxEmbeddingModel.class);
    private static final int MAX_TOKENS = 512;

    private final OnnxConfig config;
    private final HeldEnvironment held;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieceTokenizer tokenizer;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final Semaphore questions = new Semaphore(cores, true);
    private final Semaphore passages = new Semaphore(cores, true);
    private final AtomicBoolean closed = new AtomicBoolean();

    private OnnxEmbeddingModel(OnnxConfig config, WordPieceTokenizer tokenizer, HeldEnvironment held)
            throws OrtException {
        this.config = config;
        this.tokenizer = tokenizer;
        this.held = held;
        try {
            this.environment = OrtEnvironment.getEnvironment();
        } catch (IllegalStateException ending) {
            throw new ModelException.Unavailable("the program is ending", ending);
        }
        environment.setTelemetry(false);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.session = environment.createSession(config.model().toString(), options);
        }
    }

    /**
     * Loads bge-small-en-v1.5, quantized, from the class path; takes less than a second, the first time two.
     *
     * @param folder where it is unpacked to once, with the library that runs it; made if it is not there
     * @throws ModelException.Unavailable if it is not there or does not run on this machine
     */
    public static OnnxEmbeddingModel bgeSmallEnglish(Path folder) {
        String name = "/bge-small-en-v1.5-q";
        var unpacked = new Unpacked(folder.toAbsolutePath());
        try {
            var config = new OnnxConfig(
                    unpacked.file(name + ".onnx"),
                    unpacked.file(name + "-tokenizer.json"),
                    384,
                    OnnxConfig.Pooling.FIRST,
                    "Represent this sentence for searching relevant passages: ",
                    .5); // measured: texts without anything in common have .35 to .53
            return open(config, unpacked);
        } catch (IOException | OrtException e) {
            throw new ModelException.Unavailable("the built-in embedding model cannot be loaded", e);
        }
    }

    /**
     * Loads a model from files.
     *
     * @param folder where the library that runs it is unpacked to once; made if it is not there
     * @throws ModelException.Unavailable if a file cannot be read or does not run on this machine
     */
    public static OnnxEmbeddingModel open(OnnxConfig config, Path folder) {
        try {
            return open(config, new Unpacked(folder.toAbsolutePath()));
        } catch (IOException | OrtException | IllegalArgumentException e) {
            throw new ModelException.Unavailable(
                    "the embedding model %s cannot be loaded".formatted(config.model()), e);
        }
    }

    private static OnnxEmbeddingModel open(OnnxConfig config, Unpacked unpacked) throws IOException, OrtException {
        long start = System.nanoTime();
        try (InputStream vocabulary = Files.newInputStream(config.tokenizer())) {
            NativeLibrary.prepare(unpacked);
            OnnxEmbeddingModel loaded = loaded(config, WordPieceTokenizer.read(vocabulary));
            log.info(
                    "Loaded the embedding model {} in {} ms",
                    config.model().getFileName(),
                    (System.nanoTime() - start) / 1_000_000);
            return loaded;
        }
    }

    private static OnnxEmbeddingModel loaded(OnnxConfig config, WordPieceTokenizer tokenizer) throws OrtException {
        var held = HeldEnvironment.hold();
        try {
            return new OnnxEmbeddingModel(config, tokenizer, held);
        } catch (OrtException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        String prefix = switch (purpose) {
            case QUESTION -> config.questionPrefix();
            case PASSAGE -> "";
        };
        Semaphore permits = purpose == Purpose.QUESTION ? questions : passages;
        var embeddings = new ArrayList<Embedding>(texts.size());
        for (String text : texts) { // one by one: on one core a batch is no faster, and padding makes it slower
            embeddings.add(embed(permits, tokenizer.encode(prefix + text, MAX_TOKENS)));
        }
        return List.copyOf(embeddings);
    }

    @Override
    public int dimension() {
        return config.dimension();
    }

    @Override
    public double unrelatedCosine() {
        return config.unrelatedCosine();
    }

    /** Waits for computations under way, then frees the model; closing again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        questions.acquireUninterruptibly(cores);
        passages.acquireUninterruptibly(cores);
        try {
            session.close();
        } catch (OrtException e) {
            log.warn("The embedding model was not closed properly", e);
        } finally {
            passages.release(cores);
            questions.release(cores);
            held.close();
        }
    }

    private Embedding embed(Semaphore permits, long[] tokens) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException.Unavailable("interrupted while waiting for the embedding model", e);
        }
        try {
            if (closed.get()) {
                throw new IllegalStateException("the embedding model is closed");
            }
            return run(tokens);
        } catch (OrtException e) {
            throw new ModelException.Unavailable("the embedding model failed", e);
        } finally {
            permits.release();
        }
    }

    private Embedding run(long[] tokens) throws OrtException {
        var ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        long[] shape = {1, tokens.length};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[tokens.length]), shape);
                OrtSession.Result result = session.run(inputs(ids, mask, types))) {
            if (!(result.get(0) instanceof OnnxTensor states)) {
                throw new ModelException.Unintelligible("the embedding model did not yield numbers", null);
            }
            return pooled(states.getFloatBuffer(), tokens.length);
        }
    }

    private Map<String, OnnxTensor> inputs(OnnxTensor ids, OnnxTensor mask, OnnxTensor types) {
        var inputs = new HashMap<>(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types));
        inputs.keySet().retainAll(session.getInputNames());
        return inputs;
    }

    /** One row for the whole text, with length 1. */
    private Embedding pooled(FloatBuffer states, int tokens) {
        int dimension = config.dimension();
        if (states.remaining() != tokens * dimension) {
            throw new ModelException.Unintelligible(
                    "the embedding model yields %d numbers for %d tokens, not %d each: is its dimension set right?"
                            .formatted(states.remaining(), tokens, dimension),
                    null);
        }
        int rows = config.pooling() == OnnxConfig.Pooling.FIRST ? 1 : tokens;
        var vector = new float[dimension];
        for (int at = 0; at < rows * dimension; at++) {
            vector[at % dimension] += states.get();
        }
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        try {
            return Embedding.of(vector);
        } catch (IllegalArgumentException e) {
            throw new ModelException.Unintelligible("the embedding model yielded no direction", e);
        }
    }
}
