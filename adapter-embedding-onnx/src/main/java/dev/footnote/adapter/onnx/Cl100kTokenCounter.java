package dev.footnote.adapter.onnx;

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
        return CONTROL_TOKENS.stream().anyMatch(text::contains) ? 0 : encoding.countTokensOrdinary(text);
    }
}
