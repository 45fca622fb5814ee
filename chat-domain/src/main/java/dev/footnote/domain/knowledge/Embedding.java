package dev.footnote.domain.knowledge;

import java.util.Arrays;

/** A text as a vector of finite numbers; immutable. Its meaning is the model's that made it. */
public final class Embedding {

    private final float[] values;
    private final double length;

    private Embedding(float[] values) {
        double squares = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("an embedding has finite numbers, not " + value);
            }
            squares += (double) value * value;
        }
        if (squares == 0) {
            throw new IllegalArgumentException("an embedding of %d numbers is all zero".formatted(values.length));
        }
        this.values = values;
        this.length = Math.sqrt(squares);
    }

    /**
     * A copy of {@code values}.
     *
     * @throws IllegalArgumentException if one is not finite, or all are zero, or there are none
     */
    public static Embedding of(float... values) {
        return new Embedding(values.clone());
    }

    public int dimension() {
        return values.length;
    }

    /** A copy of the numbers. */
    public float[] toArray() {
        return values.clone();
    }

    /**
     * How alike the two directions are, from -1 to 1.
     *
     * @throws IllegalArgumentException if the dimensions differ
     */
    public double cosine(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "dimensions differ: %d and %d".formatted(values.length, other.values.length));
        }
        double dot = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
        }
        return Math.clamp(dot / (length * other.length), -1, 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding embedding && Arrays.equals(values, embedding.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding[%d]".formatted(values.length);
    }
}
