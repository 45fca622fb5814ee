package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.ClientSettings;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model writes; what is empty is left to the model.
 *
 * @param maxTokens the longest answer, at least 1
 * @param other what clients sent beside and read back
 */
public record GenerationSettings(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalDouble presencePenalty,
        OptionalDouble frequencyPenalty,
        OptionalInt maxTokens,
        ClientSettings other) {

    /** Everything is left to the model. */
    public static final GenerationSettings NONE = new GenerationSettings(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            ClientSettings.NONE);

    public GenerationSettings {
        requireNonNull(temperature, "temperature");
        requireNonNull(topP, "topP");
        requireNonNull(presencePenalty, "presencePenalty");
        requireNonNull(frequencyPenalty, "frequencyPenalty");
        requireNonNull(maxTokens, "maxTokens");
        requireNonNull(other, "other");
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw new IllegalArgumentException("maxTokens is %s, must be at least 1".formatted(maxTokens.getAsInt()));
        }
    }

    /** These, but where {@code other} sets something it holds. */
    public GenerationSettings with(GenerationSettings other) {
        return new GenerationSettings(
                other.temperature.isPresent() ? other.temperature : temperature,
                other.topP.isPresent() ? other.topP : topP,
                other.presencePenalty.isPresent() ? other.presencePenalty : presencePenalty,
                other.frequencyPenalty.isPresent() ? other.frequencyPenalty : frequencyPenalty,
                other.maxTokens.isPresent() ? other.maxTokens : maxTokens,
                this.other);
    }
}
