package dev.footnote.adapter.openai;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.model.Reranker;
import java.util.List;

/** Any model at an address that is none. */
record Unreachable(String reason) implements ChatModel, EmbeddingModel, Reranker {

    @Override
    public Completion stream(ChatPrompt prompt, Sink<String> sink) {
        throw refusal();
    }

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        throw refusal();
    }

    @Override
    public int dimension() {
        throw refusal();
    }

    @Override
    public double unrelatedCosine() {
        return 0;
    }

    @Override
    public List<Double> score(String question, List<String> texts) {
        throw refusal();
    }

    private ModelException refusal() {
        return new ModelException.Refused(reason);
    }
}
