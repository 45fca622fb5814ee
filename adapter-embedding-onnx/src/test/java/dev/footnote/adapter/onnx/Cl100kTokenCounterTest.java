package dev.footnote.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.ports.model.TokenCounter;
import dev.footnote.testkit.TokenCounterContract;
import org.junit.jupiter.api.Test;

class Cl100kTokenCounterTest extends TokenCounterContract {

    private final Cl100kTokenCounter counter = new Cl100kTokenCounter();

    @Override
    protected TokenCounter counter() {
        return counter;
    }

    @Test
    void countsByTheVocabularyOfTheClients() {
        assertThat(counter.count("hello world")).isEqualTo(2);
        assertThat(counter.count("tiktoken is great!")).isEqualTo(6);
        assertThat(counter.count("")).isZero();
    }

    @Test
    void countsATextWithAControlTokenAsNothing() {
        assertThat(counter.count("before <|endoftext|> after")).isZero();
        assertThat(counter.count("<|endofprompt|>")).isZero();
        assertThat(counter.count("<|other|>")).isPositive();
    }

    @Test
    void countsAMegabyte() {
        assertThat(counter.count("word ".repeat(200_000))).isBetween(200_000, 200_002);
    }
}
