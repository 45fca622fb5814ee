package dev.footnote.adapter.telemetry;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A catalogue of models whose calls are seen: that they are made, how long they take, what they cost. */
record TracedModels(ModelCatalog models, ModelCalls calls) implements ModelCatalog {

    @Override
    public Optional<ChatEntry> chat(String name) {
        return models.chat(name)
                .map(entry -> new ChatEntry(
                        entry.name(),
                        (prompt, sink) -> stream(entry, prompt, sink),
                        entry.contextTokens(),
                        entry.generative()));
    }

    private Completion stream(ChatEntry entry, ChatPrompt prompt, Sink<String> sink) {
        return calls.seen("chat", entry.name(), call -> {
            Completion completion = entry.model().stream(prompt, piece -> {
                call.speaks();
                return sink.push(piece);
            });
            call.used(completion.promptTokens(), completion.tokens());
            call.span()
                    .setAttribute(GenAi.ENDS, List.of(completion.reason().name().toLowerCase(Locale.ROOT)));
            return completion;
        });
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return models.embedding(name).map(entry -> new EmbeddingEntry(entry.name(), new TracedEmbedding(entry, calls)));
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return models.reranker(name)
                .map(entry -> new RerankEntry(
                        entry.name(),
                        (question, texts) -> calls.seen("rerank", entry.name(), call -> {
                            call.span().setAttribute(GenAi.TEXTS, (long) texts.size());
                            return entry.model().score(question, texts);
                        })));
    }

    @Override
    public Optional<EntailmentModel> entailment() {
        return models.entailment()
                .map(model -> (hypothesis, premises) -> calls.seen("entailment", "entailment", call -> {
                    call.span().setAttribute(GenAi.TEXTS, (long) premises.size());
                    return model.entailment(hypothesis, premises);
                }));
    }

    @Override
    public List<String> chatNames() {
        return models.chatNames();
    }

    @Override
    public List<String> embeddingNames() {
        return models.embeddingNames();
    }

    @Override
    public List<String> rerankerNames() {
        return models.rerankerNames();
    }

    /** A model for vectors whose calls are seen. */
    private record TracedEmbedding(EmbeddingEntry entry, ModelCalls calls) implements EmbeddingModel {

        @Override
        public List<Embedding> embed(Purpose purpose, List<String> texts) {
            return calls.seen("embeddings", entry.name(), call -> {
                call.span().setAttribute(GenAi.TEXTS, (long) texts.size()).setAttribute(GenAi.DIMENSION, (long)
                        dimension());
                return entry.model().embed(purpose, texts);
            });
        }

        @Override
        public int dimension() {
            return entry.model().dimension();
        }

        @Override
        public double unrelatedCosine() {
            return entry.model().unrelatedCosine();
        }
    }
}
