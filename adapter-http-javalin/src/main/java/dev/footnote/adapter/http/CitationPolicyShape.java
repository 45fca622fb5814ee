package dev.footnote.adapter.http;

import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.CitationPolicy.Mode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How it stands on the wire what becomes of sentences that the sources do not support. */
final class CitationPolicyShape {

    static final String FIELD = "citation_policy";

    private CitationPolicyShape() {}

    /** {@code base} with what {@code body} says written over it. */
    static CitationPolicy policy(Body body, CitationPolicy base) {
        Body sent = body.object(FIELD).orElse(Body.EMPTY);
        double bound = sent.number("bound").orElse(base.bound());
        if (bound < 0 || bound > 1) {
            throw Refusal.invalid(101, "`citation_policy.bound` must be from 0 to 1.");
        }
        return new CitationPolicy(
                sent.text("policy").map(CitationPolicyShape::mode).orElse(base.mode()), bound);
    }

    private static Mode mode(String name) {
        return Arrays.stream(Mode.values())
                .filter(mode -> name(mode).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid(101, "`citation_policy.policy` must be show, flag, drop or abstain."));
    }

    static Map<String, @Nullable Object> shape(CitationPolicy policy) {
        return Shape.of("policy", name(policy.mode()), "bound", policy.bound());
    }

    static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
