package dev.footnote.adapter.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.footnote.ports.model.TokenCounter;
import java.util.List;

/**
 * Counts by cl100k_base. A text that spells one of the vocabulary's control tokens, such as {@code <|endoftext|>},
 * counts as 0, because that is what clients show for it.
 */
public final class Cl100kTokenCounter implements TokenCounter {

    private static final List<String> CONTROL_TOKENS =
            List.of("<|endoftext|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|endofprompt|>");

    private final Encoding encoding;

    /** Reads the vocabulary; takes a fraction of a second. */
    public Cl100kTokenCounter() {
        encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }

    @Override
    public int count(String text) {
        return CONTROL_TOKENS.stream().anyMatch(text::contains) ? 0 : encoding.countTokensOrdinary(wellFormed(text));
    }

    /** Without halves of surrogate pairs, which a text that was cut anywhere can have. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }
}
