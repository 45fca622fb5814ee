package dev.footnote.domain.knowledge.chunking;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Makes chunks of the sections of a document, as they come; none of them holds the document whole, unless that is what
 * its method is for.
 */
public interface Chunker {

    /**
     * Takes the next section.
     *
     * @return whether more is wanted
     */
    boolean push(Section section);

    /**
     * Ends the document.
     *
     * @return whether more would have been wanted
     */
    boolean finish();

    /**
     * A chunker for one document.
     *
     * @param tokens counts the tokens of a text
     */
    static Chunker of(Chunking.General settings, ToIntFunction<String> tokens, Sink<Piece> out) {
        return new GeneralChunker(settings, tokens, out);
    }

    /**
     * A chunker for one document of this form.
     *
     * @param tokens counts the tokens of a text
     * @param chinese whether questions and answers are announced in Chinese, else in English
     */
    static Chunker of(Chunking.Form form, ToIntFunction<String> tokens, boolean chinese, Sink<Piece> out) {
        return switch (form) {
            case QA -> new QaChunker(tokens, chinese, out);
            case TABLE -> new TableChunker(tokens, out);
            case TAG -> new TagChunker(tokens, out);
            case ONE -> new OneChunker(tokens, out);
            case BOOK -> OutlineChunker.book(tokens, out);
            case LAWS -> OutlineChunker.laws(tokens, out);
            case MANUAL -> OutlineChunker.manual(tokens, out);
            case PAPER -> new PaperChunker(tokens, out);
            case PRESENTATION -> new PresentationChunker(tokens, out);
        };
    }

    /**
     * A chunk's text and where it stands.
     *
     * @param content not blank
     * @param tokens of the content
     * @param keywords that are to weigh more than the text
     * @param tags that the document gives it
     */
    record Piece(String content, List<Position> positions, int tokens, List<String> keywords, Tags tags) {
        public Piece {
            requireNonNull(content, "content");
            positions = List.copyOf(positions);
            keywords = List.copyOf(keywords);
            requireNonNull(tags, "tags");
        }

        /** A piece without keywords and tags. */
        public Piece(String content, List<Position> positions, int tokens) {
            this(content, positions, tokens, List.of(), Tags.NONE);
        }
    }
}
