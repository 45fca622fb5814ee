package dev.footnote.adapter.http;

import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.knowledge.Chunk;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How an answer stands in OpenAI's form.
 *
 * @param id the same in every part of one answer; empty: that of the turn
 * @param model as it is told in a whole answer
 * @param chunkModel as it is told in the parts of a streamed one
 * @param created seconds since 1970
 * @param question the last message of the client
 * @param citing whether sources are told
 */
record OpenAiAnswer(
        String id,
        String model,
        String chunkModel,
        long created,
        String question,
        boolean citing,
        ToIntFunction<String> tokens) {

    /** This, with an id. */
    OpenAiAnswer to(TurnId turn) {
        return id.isEmpty()
                ? new OpenAiAnswer("chatcmpl-" + turn.value(), model, chunkModel, created, question, citing, tokens)
                : this;
    }

    /** The whole answer. */
    Map<String, @Nullable Object> whole(Completed completed) {
        var message = Shape.of("role", "assistant", "content", completed.text());
        if (!completed.thinking().isEmpty()) {
            message.put("reasoning_content", completed.thinking());
        }
        if (citing) {
            message.put("annotations", annotations(completed.reference()));
            message.put("reference", ReferenceShape.chunks(completed.reference()));
            ReferenceShape.verdicts(completed.reference(), message);
        }
        var usage = usage(completed.text(), completed.thinking());
        usage.put(
                "completion_tokens_details",
                Shape.of(
                        "reasoning_tokens", tokens.applyAsInt(completed.thinking()),
                        "accepted_prediction_tokens", tokens.applyAsInt(completed.text()),
                        "rejected_prediction_tokens", 0));
        return Shape.of(
                "id", id,
                "object", "chat.completion",
                "created", created,
                "model", model,
                "usage", usage,
                "choices",
                        List.of(Shape.of(
                                "message", message, "logprobs", null, "finish_reason", finish(completed), "index", 0)));
    }

    /** A part with a piece of text. */
    Map<String, @Nullable Object> text(String text) {
        return part(delta(text, null), null, null);
    }

    /** A part with a piece of reasoning. */
    Map<String, @Nullable Object> thinking(String text) {
        return part(delta(null, text), null, null);
    }

    /** The part that closes a sentence. */
    Map<String, @Nullable Object> cited(String markers, List<Citation> citations, boolean flagged) {
        var delta = delta(markers, null);
        if (citing) {
            delta.put("citations", ReferenceShape.citations(citations, flagged));
        }
        return part(delta, null, null);
    }

    /** The last part of an answer. */
    Map<String, @Nullable Object> last(Completed completed) {
        var delta = delta(null, null);
        if (citing) {
            delta.put("reference", ReferenceShape.chunks(completed.reference()));
            delta.put("final_content", completed.text());
            delta.put("annotations", annotations(completed.reference()));
            ReferenceShape.verdicts(completed.reference(), delta);
        }
        return part(delta, finish(completed), usage(completed.text(), completed.thinking()));
    }

    /** The part that tells a failure: as text for those who read text only, as an error for those who look for one. */
    Map<String, @Nullable Object> failed(Envelope failure) {
        var part = text("**ERROR**: " + failure.body().get("message"));
        part.put("error", OpenAiFailures.error(failure));
        return part;
    }

    /** The last part when there is no answer. */
    Map<String, @Nullable Object> over(String written) {
        return part(delta(null, null), "stop", usage(written, ""));
    }

    private static String finish(Completed completed) {
        return completed.cut() ? "length" : "stop";
    }

    private Map<String, @Nullable Object> part(
            Map<String, @Nullable Object> delta,
            @Nullable String finish,
            @Nullable Map<String, @Nullable Object> usage) {
        return Shape.of(
                "id", id,
                "choices", List.of(Shape.of("delta", delta, "finish_reason", finish, "index", 0, "logprobs", null)),
                "created", created,
                "model", chunkModel,
                "object", "chat.completion.chunk",
                "system_fingerprint", "",
                "usage", usage);
    }

    private static Map<String, @Nullable Object> delta(@Nullable String content, @Nullable String reasoning) {
        return Shape.of(
                "content",
                content,
                "role",
                "assistant",
                "function_call",
                null,
                "tool_calls",
                null,
                "reasoning_content",
                reasoning);
    }

    private Map<String, @Nullable Object> usage(String text, String thinking) {
        int read = tokens.applyAsInt(question);
        int written = tokens.applyAsInt(text) + tokens.applyAsInt(thinking);
        return Shape.of("prompt_tokens", read, "completion_tokens", written, "total_tokens", read + written);
    }

    private static List<Map<String, @Nullable Object>> annotations(Reference reference) {
        return reference.citations().stream()
                .filter(citation -> citation.verdict() == Verdict.SUPPORTED)
                .flatMap(citation -> citation.source().stream()
                        .filter(source -> source.chunk() < reference.chunks().size())
                        .map(source -> annotation(
                                citation,
                                source,
                                reference.chunks().get(source.chunk()).chunk())))
                .toList();
    }

    private static Map<String, @Nullable Object> annotation(Citation citation, Citation.Source source, Chunk chunk) {
        Span span = source.span();
        String quote =
                span.end() <= chunk.content().length() ? chunk.content().substring(span.start(), span.end()) : "";
        return Shape.of(
                "type",
                "url_citation",
                "url_citation",
                Shape.of(
                        "start_index", citation.answer().start(),
                        "end_index", citation.answer().end(),
                        "url",
                                "/api/v1/datasets/%s/documents/%s"
                                        .formatted(
                                                chunk.knowledgeBase().value(),
                                                chunk.document().value()),
                        "title", chunk.documentName(),
                        "quote", quote,
                        "chunk", source.chunk(),
                        "chunk_id", chunk.id().value(),
                        "document_id", chunk.document().value(),
                        "source", List.of(span.start(), span.end()),
                        "score", citation.score()));
    }
}
