package dev.footnote.domain.prompt;

import java.util.List;
import java.util.function.ToIntFunction;

/** Drops the oldest messages until a prompt fits what a model can read. */
public final class ContextWindow {

    /** The share of the context that a prompt may fill; the rest is room for counting differently. */
    private static final double SHARE = 0.95;

    private final int tokens;
    private final ToIntFunction<String> counter;

    /** @param tokens how much the model can read and write together, at least 1 */
    public ContextWindow(int tokens, ToIntFunction<String> counter) {
        this.tokens = tokens;
        this.counter = counter;
    }

    /** How many tokens a prompt may have. */
    public int budget() {
        return (int) (SHARE * tokens);
    }

    /** The end of {@code messages} that fits beside {@code system}; the last message is always kept. */
    public List<PromptMessage> fit(String system, List<PromptMessage> messages) {
        int left = budget() - counter.applyAsInt(system);
        int from = messages.size();
        while (from > 0) {
            left -= counter.applyAsInt(messages.get(from - 1).text());
            if (left < 0 && from < messages.size()) {
                break;
            }
            from--;
        }
        return List.copyOf(messages.subList(from, messages.size()));
    }
}
