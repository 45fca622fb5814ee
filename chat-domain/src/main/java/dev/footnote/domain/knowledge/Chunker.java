package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Joins the sections of a document to chunks of about the same size, as they come.
 *
 * <p>A chunk of running text begins with a line break. Plain sections are cut behind their delimiters, which stay in
 * the text; blocks stay whole; a table is a chunk of its own, sent before the text that was begun. No chunk has more
 * than twice the tokens asked for, the overlap apart: what is longer is cut at white space, or anywhere if there is
 * none. A chunk never waits for more than the sections that are in it. One chunker serves one document on one thread.
 */
public final class Chunker {

    /** How many times the tokens asked for a chunk may have. */
    private static final int HARD_LIMIT = 2;

    private static final int ALL = 100;

    private final Chunking.General settings;
    private final Delimiters delimiters;
    private final ToIntFunction<String> tokens;
    private final Sink<Piece> out;
    private final StringBuilder chunk = new StringBuilder();
    private final List<Position> positions = new ArrayList<>();
    private String overlap = "";
    private int count;
    private boolean wanted = true;

    /** @param tokens counts the tokens of a text */
    public Chunker(Chunking.General settings, ToIntFunction<String> tokens, Sink<Piece> out) {
        this.settings = requireNonNull(settings, "settings");
        this.tokens = requireNonNull(tokens, "tokens");
        this.out = requireNonNull(out, "out");
        this.delimiters = Delimiters.of(settings.delimiter());
    }

    /**
     * A chunk's text and where it stands.
     *
     * @param content not blank
     * @param tokens of the content
     */
    public record Piece(String content, List<Position> positions, int tokens) {
        public Piece {
            requireNonNull(content, "content");
            positions = List.copyOf(positions);
        }
    }

    /**
     * Takes the next section.
     *
     * @return whether more is wanted
     */
    public boolean push(Section section) {
        switch (section.kind()) {
            case TABLE -> table(section);
            case PLAIN -> text(section, true);
            case BLOCK -> text(section, false);
        }
        return wanted;
    }

    /**
     * Ends the document.
     *
     * @return whether more would have been wanted
     */
    public boolean finish() {
        close();
        return wanted;
    }

    private void table(Section section) {
        List<Position> where = section.position().map(List::of).orElse(List.of());
        for (String part : parts(section.text())) {
            emit(part, where);
        }
    }

    private void text(Section section, boolean plain) {
        if (delimiters.forced().isEmpty()) {
            join(section, section.text(), plain);
            return;
        }
        for (String piece : delimiters.forcedPieces(section.text())) {
            close();
            overlap = "";
            join(section, piece, plain);
            close();
            overlap = "";
        }
    }

    /** Adds a text that begins on a new line to the chunk, as far as it fits, and what is left to new ones. */
    private void join(Section section, String text, boolean plain) {
        boolean first = true;
        for (String piece : plain ? delimiters.pieces(text) : List.of(text)) {
            for (String part : parts(piece)) {
                add(first ? "\n" : "", part, section);
                first = false;
            }
        }
    }

    private void add(String lineBreak, String part, Section section) {
        int more = tokens.applyAsInt(lineBreak + part);
        boolean full = count > settings.maxTokens() * (ALL - settings.overlapPercent()) / ALL;
        boolean tooMuch = count > 0 && count + more > HARD_LIMIT * settings.maxTokens();
        if (full || tooMuch) {
            close();
        }
        String opening = chunk.isEmpty() && overlap.isEmpty() ? "\n" : lineBreak;
        if (chunk.isEmpty()) {
            chunk.append(overlap);
        }
        chunk.append(opening).append(part);
        count += tokens.applyAsInt(opening + part);
        section.position()
                .filter(position -> positions.isEmpty() || !positions.getLast().equals(position))
                .ifPresent(positions::add);
    }

    private void close() {
        String content = chunk.toString();
        if (!content.isEmpty()) {
            emit(content, positions);
            overlap = content.substring(overlapStart(content));
        }
        chunk.setLength(0);
        positions.clear();
        count = 0;
    }

    private int overlapStart(String content) {
        int start = content.length() * (ALL - settings.overlapPercent()) / ALL;
        boolean insidePair = start > 0 && start < content.length() && Character.isLowSurrogate(content.charAt(start));
        return insidePair ? start - 1 : start;
    }

    private void emit(String content, List<Position> where) {
        if (wanted && !content.isBlank()) {
            wanted = out.push(new Piece(content, where, tokens.applyAsInt(content)));
        }
    }

    /** {@code text} in parts of which none has many more tokens than asked for. */
    private List<String> parts(String text) {
        int limit = settings.maxTokens();
        // a token has at least one byte, and a character three at most: short texts need not be counted
        if (3 * text.length() <= limit || tokens.applyAsInt(text) <= HARD_LIMIT * limit) {
            return List.of(text);
        }
        var parts = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = partEnd(text, from, limit);
            parts.add(text.substring(from, end));
            from = end;
        }
        return parts;
    }

    /** Where the longest part from {@code from} on ends that has at most {@code limit} tokens. */
    private int partEnd(String text, int from, int limit) {
        int fits = 1;
        int size = Math.max(1, limit);
        while (from + size <= text.length() && fits(text, from, from + size, limit)) {
            fits = size;
            size *= 2;
        }
        int tooMuch = Math.min(size, text.length() - from + 1);
        while (fits + 1 < tooMuch) {
            int middle = (fits + tooMuch) >>> 1;
            if (fits(text, from, from + middle, limit)) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        return from + fits == text.length() ? text.length() : atWhiteSpace(text, from, from + fits);
    }

    private boolean fits(String text, int from, int end, int limit) {
        return tokens.applyAsInt(text.substring(from, end)) <= limit;
    }

    private static int atWhiteSpace(String text, int from, int end) {
        for (int at = end; at > from; at--) {
            if (Character.isWhitespace(text.charAt(at))) {
                return at;
            }
        }
        boolean insidePair = Character.isLowSurrogate(text.charAt(end));
        return insidePair ? end + 1 : end;
    }
}
