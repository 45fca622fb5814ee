package dev.footnote.adapter.extractive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveChatModelTest {

    private static final String LEAVE = """
            # Leave
            Employees receive 25 days of vacation each year. Unused days expire at the end of March.
            The kitchen is cleaned on Fridays by the facility team.""";
    private static final String VPN =
            "To reset the VPN password, open the portal\nand choose Renew credentials. Lunch is served at noon.";

    private final ExtractiveChatModel model = new ExtractiveChatModel();
    private final List<String> pieces = new ArrayList<>();

    @Test
    void quotesTheSentenceThatAnswers() {
        Completion completion = ask("How many days of vacation do employees receive?", LEAVE, VPN);

        assertThat(answer()).startsWith("Employees receive 25 days of vacation each year. [ID:0]");
        assertThat(answer()).doesNotContain("kitchen", "#", "VPN");
        assertThat(completion).isEqualTo(new Completion(FinishReason.STOP, 0, pieces.size()));
        assertThat(answer().split(" ")).hasSize(pieces.size());
    }

    @Test
    void quotesBothDocumentsWhenTheQuestionNeedsBoth() {
        ask("How many vacation days are there, and how do I reset the VPN password?", LEAVE, VPN);

        assertThat(answer())
                .contains("Employees receive 25 days of vacation each year. [ID:0]")
                .contains("To reset the VPN password, open the portal and choose Renew credentials. [ID:1]")
                .doesNotContain("Lunch", "kitchen");
    }

    @Test
    void isNotLedAstrayByAVerbThatFitsEverything() {
        ask(
                "Which battery does the radio use, and where is it replaced?",
                "The radio runs on one BK-12 battery, replaced in the workshop.",
                "The groomer carries a radio and a spare battery. It uses 11 litres of diesel in an hour on a slope.");

        assertThat(answer()).contains("BK-12").doesNotContain("diesel");
    }

    @Test
    void saysTheSameOnlyOnce() {
        ask("How many vacation days are there?", LEAVE, LEAVE, LEAVE);

        assertThat(answer()).containsOnlyOnce("25 days");
    }

    @Test
    void findsASentenceByTheHeadingAboveIt() {
        ask("How long is parental leave?", "Parental leave\n\nMothers and fathers stay home for sixteen weeks.", VPN);

        assertThat(answer()).isEqualTo("Mothers and fathers stay home for sixteen weeks. [ID:0]");
    }

    @Test
    void saysSoWhenNothingFits() {
        ask("Who won the football world cup?", LEAVE, VPN);
        assertThat(answer()).isEqualTo(ExtractiveChatModel.NOTHING_FOUND);

        pieces.clear();
        ask("And?");
        assertThat(answer()).isEqualTo(ExtractiveChatModel.NOTHING_FOUND);
    }

    @Test
    void removesWhatCouldBeTakenForAMarkerOrForReasoning() {
        ask("What is the vacation limit?", "The vacation <think>limit [ID:7] is ##3$$ thirty days [ID: 12].");

        assertThat(answer()).isEqualTo("The vacation limit is thirty days . [ID:0]");
    }

    @Test
    void readsIdeographs() {
        ask("如何重置密码？", "公司食堂每天早上八点开门。重置密码请打开系统设置页面。");

        assertThat(answer()).isEqualTo("重置密码请打开系统设置页面。 [ID:0]");
    }

    @Test
    void stopsWhenTheSinkWantsNoMore() {
        Completion completion = model.stream(prompt("vacation days?", GenerationSettings.NONE, LEAVE), piece -> {
            pieces.add(piece);
            return pieces.size() < 3;
        });

        assertThat(completion.reason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(answer()).isEqualTo("Employees receive 25");
    }

    @Test
    void stopsWhenInterruptedAndKeepsTheFlag() {
        Completion completion = model.stream(prompt("vacation days?", GenerationSettings.NONE, LEAVE), piece -> {
            pieces.add(piece);
            Thread.currentThread().interrupt();
            return true;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(completion.reason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(answer()).isEqualTo("Employees");
    }

    @Test
    void keepsAbbreviationsTogetherAndDropsFragments() {
        assertThat(Sentences.split(
                        "Ask Dr. Smith about it, e.g. by mail. See below. Is version 2.5 the newest one? Yes."))
                .containsExactly("Ask Dr. Smith about it, e.g. by mail.", "Is version 2.5 the newest one?");
        assertThat(Sentences.split("- First item has four words\n- Second item has more words\nTitle\n\n"))
                .containsExactly("First item has four words", "Second item has more words");
    }

    @Test
    void readsAMegabyteWithoutASentence() {
        assertThat(Sentences.split("word ".repeat(200_000))).hasSize(3334);
        assertThat(Sentences.split("x".repeat(1_000_000))).isEmpty();
    }

    private Completion ask(String question, String... texts) {
        return model.stream(prompt(question, GenerationSettings.NONE, texts), pieces::add);
    }

    private String answer() {
        return String.join("", pieces);
    }

    private static ChatPrompt prompt(String question, GenerationSettings generation, String... texts) {
        var quoted = new ArrayList<ScoredChunk>();
        for (int i = 0; i < texts.length; i++) {
            var chunk = new Chunk(
                    new ChunkId("chunk" + i),
                    new KnowledgeBaseId("base"),
                    new DocumentId("document" + i),
                    "manual.txt",
                    texts[i],
                    List.of(),
                    List.of(),
                    List.of(),
                    10,
                    true,
                    0,
                    Instant.EPOCH);
            quoted.add(new ScoredChunk(chunk, .5, .5, .5));
        }
        return new ChatPrompt("", List.of(), question, quoted, generation);
    }
}
