package dev.footnote.adapter.http;

import dev.footnote.application.chat.ManageConversations.Transcript;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.knowledge.Chunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with all that is needed to check them, as a file that stands for itself. */
final class AnswersShape {

    /** By which the file is known; a number that rises when older readers could no longer read it. */
    private static final String FORMAT = "footnote-answers-1";

    private AnswersShape() {}

    static Map<String, @Nullable Object> answers(Transcript transcript) {
        var answers = new ArrayList<Map<String, @Nullable Object>>();
        String question = "";
        for (Message message : transcript.messages()) {
            switch (message) {
                case Message.Question asked -> question = asked.text();
                case Reply reply -> answers.add(answer(question, reply));
            }
        }
        return Shape.of(
                "format",
                FORMAT,
                "chat_id",
                transcript.conversation().dialog().value(),
                "session_id",
                transcript.conversation().id().value(),
                "answers",
                answers);
    }

    private static Map<String, @Nullable Object> answer(String question, Reply reply) {
        Map<String, @Nullable Object> shape = Shape.of(
                "message_id", reply.turn().value(),
                "question", question,
                "answer", reply.text(),
                "created_at", Shape.seconds(reply.at()));
        Reference reference = reply.reference();
        reference.ledger().groundedness().ifPresent(share -> {
            shape.put("groundedness", share);
            shape.put("ledger", ReferenceShape.ledger(reference.ledger()));
        });
        shape.put("sentences", sentences(reply));
        return shape;
    }

    /** One for each sentence, whatever its verdict, with all its sources. */
    private static List<Map<String, @Nullable Object>> sentences(Reply reply) {
        var bySentence = new LinkedHashMap<Span, List<Citation>>();
        reply.reference()
                .citations()
                .forEach(citation -> bySentence
                        .computeIfAbsent(citation.answer(), span -> new ArrayList<>())
                        .add(citation));
        var sentences = new ArrayList<Map<String, @Nullable Object>>();
        bySentence.forEach((span, citations) -> sentences.add(Shape.of(
                "text", Passage.text(reply.text(), span).orElse(""),
                "answer", ReferenceShape.span(span),
                "verdict", ReferenceShape.verdict(citations.getFirst().verdict()),
                "sources",
                        citations.stream()
                                .flatMap(citation -> citation
                                        .source()
                                        .filter(source -> source.chunk()
                                                < reply.reference().chunks().size())
                                        .map(source -> source(reply.reference(), citation, source))
                                        .stream())
                                .toList())));
        return sentences;
    }

    private static Map<String, @Nullable Object> source(
            Reference reference, Citation citation, Citation.Source source) {
        Chunk chunk = reference.chunks().get(source.chunk()).chunk();
        String text = Passage.text(chunk.content(), source.span()).orElse("");
        return Shape.of(
                "dataset_id", chunk.knowledgeBase().value(),
                "document_id", chunk.document().value(),
                "document_name", chunk.documentName(),
                "chunk_id", chunk.id().value(),
                "chunk", source.chunk(),
                "source", ReferenceShape.span(source.span()),
                "text", text,
                "source_sha256", source.hash().orElseGet(() -> Passage.hash(text)),
                "score", citation.score());
    }
}
