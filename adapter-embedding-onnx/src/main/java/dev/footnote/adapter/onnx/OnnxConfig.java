package dev.footnote.adapter.onnx;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A model of the BERT family as ONNX, whose first output has a row of numbers for each token.
 *
 * @param model the ONNX file
 * @param tokenizer a {@code tokenizer.json} with an uncased vocabulary of word pieces
 * @param dimension how many numbers a row has, at least 1
 * @param pooling which of the rows make the vector
 * @param questionPrefix what the model wants before a question; may be empty
 * @param unrelatedCosine what it gives two texts that have nothing in common, from -1 to below 1
 */
public record OnnxConfig(
        Path model, Path tokenizer, int dimension, Pooling pooling, String questionPrefix, double unrelatedCosine) {

    public OnnxConfig {
        requireNonNull(model, "model");
        requireNonNull(tokenizer, "tokenizer");
        requireNonNull(pooling, "pooling");
        requireNonNull(questionPrefix, "questionPrefix");
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension is %d, must be at least 1".formatted(dimension));
        }
        if (!(unrelatedCosine >= -1 && unrelatedCosine < 1)) {
            throw new IllegalArgumentException(
                    "unrelatedCosine is %s, must be from -1 to below 1".formatted(unrelatedCosine));
        }
    }

    /** Which rows make the vector. */
    public enum Pooling {
        /** That of the first token, as bge models want it. */
        FIRST,
        /** The mean of all, as MiniLM models want it. */
        MEAN
    }
}
