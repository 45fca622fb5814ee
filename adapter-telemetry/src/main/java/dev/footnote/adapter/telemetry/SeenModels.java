package dev.footnote.adapter.telemetry;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.Reranker;
import java.util.List;
import java.util.Locale;

/** Makes the calls of models seen: that they are made, how long they take, what they cost. */
record SeenModels(ModelCalls calls) {

    ChatModel chat(String name, ChatModel model) {
        return (prompt, sink) -> stream(name, model, prompt, sink);
    }

    private Completion stream(String name, ChatModel model, ChatPrompt prompt, Sink<String> sink) {
        return calls.seen("chat", name, call -> {
            Completion completion = model.stream(prompt, piece -> {
                call.speaks();
                return sink.push(piece);
            });
            call.used(completion.promptTokens(), completion.tokens());
            call.span()
                    .setAttribute(GenAi.ENDS, List.of(completion.reason().name().toLowerCase(Locale.ROOT)));
            return completion;
        });
    }

    EmbeddingModel embedding(String name, EmbeddingModel model) {
        return new SeenEmbedding(name, model, calls);
    }

    Reranker reranker(String name, Reranker model) {
        return (question, texts) -> calls.seen("rerank", name, call -> {
            call.span().setAttribute(GenAi.TEXTS, (long) texts.size());
            return model.score(question, texts);
        });
    }

    EntailmentModel entailment(String name, EntailmentModel model) {
        return (hypothesis, premises) -> calls.seen("entailment", name, call -> {
            call.span().setAttribute(GenAi.TEXTS, (long) premises.size());
            return model.entailment(hypothesis, premises);
        });
    }

    /** A model for vectors whose calls are seen. */
    private record SeenEmbedding(String name, EmbeddingModel model, ModelCalls calls) implements EmbeddingModel {

        @Override
        public List<Embedding> embed(Purpose purpose, List<String> texts) {
            return calls.seen("embeddings", name, call -> {
                call.span().setAttribute(GenAi.TEXTS, (long) texts.size()).setAttribute(GenAi.DIMENSION, (long)
                        dimension());
                return model.embed(purpose, texts);
            });
        }

        @Override
        public int dimension() {
            return model.dimension();
        }

        @Override
        public double unrelatedCosine() {
            return model.unrelatedCosine();
        }
    }
}
