package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers as clients of the retrieval routes send them: also as texts. */
final class Lenient {

    private Lenient() {}

    /** The number of that name, {@code fallback} if it is absent or null; refuses what is none, or is not finite. */
    static double number(Body body, String name, double fallback) {
        JsonNode node = body.find(name).orElse(null);
        if (node == null) {
            return fallback;
        }
        try {
            double number = node.isNumber()
                    ? node.doubleValue()
                    : Double.parseDouble(node.asText().strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused("`%s` must be a number.".formatted(name));
        }
        throw refused("`%s` must be a number.".formatted(name));
    }

    /** A value that cannot be used, under the code that clients know for it. */
    static Refusal refused(String message) {
        return new Refusal(Envelope.full(100, message, null, Outcome.INVALID));
    }
}
