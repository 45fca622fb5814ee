package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ChatModel} promises. */
public abstract class ChatModelContract {

    private static final String KNOWN = "Employees receive 25 days of vacation each year.";

    private final List<String> said = new ArrayList<>();

    /** A model that answers {@link #prompt} in two pieces at least, always with the same text. */
    protected abstract ChatModel model();

    /** A question with the chunk that answers it. */
    protected static ChatPrompt prompt() {
        Chunk chunk = Samples.scoredChunk().chunk();
        var answering = new Chunk(
                chunk.id(),
                chunk.knowledgeBase(),
                chunk.document(),
                chunk.documentName(),
                KNOWN,
                List.of(),
                List.of(),
                List.of(),
                8,
                true,
                0,
                Samples.AT);
        String question = "How many days of vacation do employees receive?";
        return new ChatPrompt(
                "Answer from: " + KNOWN,
                List.of(new PromptMessage(Role.USER, question)),
                question,
                List.of(new ScoredChunk(answering, 0.9, 0.9, 0.9)),
                GenerationSettings.NONE);
    }

    @Test
    void pushesPiecesOnTheCallingThreadUntilItIsDone() {
        Thread caller = Thread.currentThread();

        Completion completion = model().stream(prompt(), piece -> {
            assertThat(Thread.currentThread()).isEqualTo(caller);
            return said.add(piece);
        });

        assertThat(completion.reason()).isEqualTo(FinishReason.STOP);
        assertThat(said).hasSizeGreaterThan(1).doesNotContain("");
    }

    @Test
    void stopsWhenNoMoreIsWanted() {
        Completion completion = model().stream(prompt(), piece -> {
            said.add(piece);
            return false;
        });

        assertThat(completion.reason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(said).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void stopsWhenItsThreadIsInterruptedAndLeavesTheFlag() {
        Completion completion = model().stream(prompt(), piece -> {
            Thread.currentThread().interrupt();
            return said.add(piece);
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(completion.reason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(said).hasSize(1);
    }

    @Test
    void answersTwentyThreadsAtOnce() throws Exception {
        ChatModel model = model();
        Callable<String> asking = () -> {
            var text = new StringBuilder();
            model.stream(prompt(), piece -> !text.append(piece).isEmpty());
            return text.toString();
        };
        String alone = asking.call();

        try (var threads = Executors.newFixedThreadPool(20)) {
            for (Future<String> answer : threads.invokeAll(Collections.nCopies(20, asking))) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        }
    }
}
