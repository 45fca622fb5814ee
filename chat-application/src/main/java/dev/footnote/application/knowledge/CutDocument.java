package dev.footnote.application.knowledge;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.chunking.Children;
import dev.footnote.domain.knowledge.chunking.Chunker;
import dev.footnote.domain.knowledge.chunking.ContentsWriter;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Cuts one document into chunks as its settings say, with what goes with them. Serves one thread. */
final class CutDocument {

    private final Ports ports;
    private final Document document;
    private final UnaryOperator<Chunk> tagger;
    private final Optional<String> delimiters;
    private final Optional<ContentsWriter> outline;
    private final List<Chunk> parents = new ArrayList<>();
    private int cut;

    /** @param tagger gives what is found its tags */
    CutDocument(Ports ports, Document document, UnaryOperator<Chunk> tagger) {
        this.ports = ports;
        this.document = document;
        this.tagger = tagger;
        Optional<Chunking.General> settings =
                document.chunking() instanceof Chunking.General general ? Optional.of(general) : Optional.empty();
        this.delimiters = settings.flatMap(Chunking.General::children);
        this.outline = settings.filter(Chunking.General::outlined).map(general -> new ContentsWriter());
    }

    /**
     * What takes the sections.
     *
     * @param chinese whether questions and answers are announced in Chinese, else in English
     * @throws UnreadableDocumentException if the document cannot be cut so
     */
    Chunker chunker(boolean chinese, Sink<Chunker.Piece> out) {
        Chunker chunker = method(chinese, out);
        return outline.<Chunker>map(writer -> new Outlined(writer, chunker)).orElse(chunker);
    }

    private Chunker method(boolean chinese, Sink<Chunker.Piece> out) {
        String ending = document.suffix().toLowerCase(Locale.ROOT);
        return switch (document.chunking()) {
            case Chunking.General general -> Chunker.of(general, ports.tokens()::count, out);
            case Chunking.Special(Chunking.Form form)
            when form.takes(ending) -> Chunker.of(form, ports.tokens()::count, chinese, out);
            case Chunking.Special(Chunking.Form form) -> throw new UnreadableDocumentException(form.refusal(), null);
            case Chunking.Unavailable(String method) ->
                throw new UnreadableDocumentException(
                        "The chunking method %s is not available".formatted(method), null);
        };
    }

    /** The chunks by which a piece is found: itself, or the smaller ones that it is cut into. */
    List<Chunk> chunks(Chunker.Piece piece) {
        List<String> children =
                delimiters.map(between -> Children.of(piece.content(), between)).orElse(List.of());
        Chunk whole = chunk(piece);
        outline.ifPresent(writer -> writer.push(whole.id(), whole.content()));
        if (children.isEmpty()) {
            cut++;
            return List.of(tagger.apply(whole));
        }
        parents.add(whole.available(false).below(whole.id()));
        var chunks = new ArrayList<Chunk>();
        for (String child : children) {
            int tokens = ports.tokens().count(child);
            var small = new Chunker.Piece(child, piece.positions(), tokens, piece.keywords(), piece.tags());
            chunks.add(tagger.apply(chunk(small)).below(whole.id()));
            cut++;
        }
        return chunks;
    }

    /** The chunks that are told in place of those of the pieces since the last call. */
    List<Chunk> parents() {
        List<Chunk> all = List.copyOf(parents);
        parents.clear();
        return all;
    }

    /** The table of contents, if one is to be made. */
    Contents contents() {
        return outline.map(ContentsWriter::contents).orElse(Contents.NONE);
    }

    private Chunk chunk(Chunker.Piece piece) {
        return new Chunk(
                ports.ids().chunk(piece.content(), document.id()),
                document.knowledgeBase(),
                document.id(),
                document.name(),
                piece.content(),
                piece.keywords(),
                List.of(),
                positions(piece),
                piece.tokens(),
                document.enabled(),
                cut,
                ports.clock().instant(),
                Optional.empty(),
                piece.tags(),
                false);
    }

    /** Where the piece stands; in a document without pages, its number in the form that clients expect. */
    private List<Position> positions(Chunker.Piece piece) {
        int number = cut + 1;
        return piece.positions().isEmpty()
                ? List.of(new Position(number + 1, number, number, number, number))
                : piece.positions();
    }

    /** Notes the headings on their way to a chunker. */
    private record Outlined(ContentsWriter writer, Chunker chunker) implements Chunker {
        @Override
        public boolean push(Section section) {
            writer.push(section);
            return chunker.push(section);
        }

        @Override
        public boolean finish() {
            return chunker.finish();
        }
    }
}
