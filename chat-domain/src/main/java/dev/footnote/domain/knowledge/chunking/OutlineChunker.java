package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * The text under each heading, a chunk with the headings that it stands under; tables are chunks of their own.
 *
 * <p>Headings are those that the document marks. Where it marks none, its first lines tell how they are numbered. What
 * is longer than a chunk may be goes on in another one under the same headings.
 */
final class OutlineChunker implements Chunker {

    /** How many lines are held until it is known what a heading looks like. */
    private static final int SAMPLE = 2_000;

    private final Output out;
    private final Style style;
    private final ToIntFunction<String> tokens;
    private final List<Section> held = new ArrayList<>();
    private final List<Section> path = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private final List<Position> positions = new ArrayList<>();
    private final Lines lines = new Lines(this::line);
    private Optional<HeadingFamily> family = Optional.empty();
    private int cut;
    private int count;
    private boolean sampled;

    /**
     * What makes a chunk.
     *
     * @param deepest a heading below this level is part of the text; 0 for the level that most headings have
     * @param maxTokens of the text under one heading
     * @param minTokens what has fewer goes on under the next heading
     */
    record Style(int deepest, int maxTokens, int minTokens) {}

    OutlineChunker(Style style, ToIntFunction<String> tokens, Sink<Piece> out) {
        this.style = style;
        this.tokens = tokens;
        this.out = new Output(style.maxTokens(), tokens, out);
    }

    /** Parts, chapters and sections, five levels deep. */
    static Chunker book(ToIntFunction<String> tokens, Sink<Piece> out) {
        return new OutlineChunker(new Style(5, 256, 0), tokens, out);
    }

    /** Articles under the two uppermost levels. */
    static Chunker laws(ToIntFunction<String> tokens, Sink<Piece> out) {
        return new OutlineChunker(new Style(2, 1024, 0), tokens, out);
    }

    /** The sections of a handbook; the short ones together. */
    static Chunker manual(ToIntFunction<String> tokens, Sink<Piece> out) {
        return new OutlineChunker(new Style(0, 1024, 32), tokens, out);
    }

    @Override
    public boolean push(Section section) {
        switch (section.kind()) {
            case PLAIN -> lines.push(section.text());
            default -> take(section);
        }
        return out.wanted();
    }

    @Override
    public boolean finish() {
        lines.finish();
        decide();
        close();
        return out.wanted();
    }

    private void line(String line) {
        if (!line.isBlank()) {
            take(new Section(Section.Kind.BLOCK, line, Optional.empty()));
        }
    }

    private void take(Section section) {
        if (sampled) {
            place(section);
            return;
        }
        held.add(section);
        if (held.size() >= SAMPLE) {
            decide();
        }
    }

    /** Looks at what is held to tell headings from text, and then takes it up. */
    private void decide() {
        if (sampled) {
            return;
        }
        sampled = true;
        boolean marked = held.stream().anyMatch(section -> section.kind() == Section.Kind.HEADING);
        family = marked
                ? Optional.empty()
                : HeadingFamily.best(held.stream().map(Section::text).toList());
        cut = style.deepest() > 0 ? style.deepest() : mostFrequentLevel();
        held.forEach(this::place);
        held.clear();
    }

    private int mostFrequentLevel() {
        int[] counts = new int[Section.MAX_LEVEL + 1];
        held.forEach(section -> level(section).ifPresent(level -> counts[level]++));
        int most = 1;
        for (int level = 1; level < counts.length; level++) {
            most = counts[level] > counts[most] ? level : most;
        }
        return most;
    }

    private OptionalInt level(Section section) {
        return switch (section.kind()) {
            case HEADING -> OptionalInt.of(section.level());
            case BLOCK -> family.map(known -> known.level(section.text())).orElse(OptionalInt.empty());
            case PLAIN, TABLE, SHEET, ROW -> OptionalInt.empty();
        };
    }

    private void place(Section section) {
        OptionalInt level = level(section);
        if (level.isPresent() && level.getAsInt() <= cut) {
            heading(section, level.getAsInt());
        } else if (section.kind() == Section.Kind.TABLE) {
            out.push(section.text(), Output.where(section));
        } else {
            text(section);
        }
    }

    private void heading(Section section, int level) {
        if (count > 0 && count < style.minTokens()) {
            text(section); // too little for a chunk of its own: it goes on
            return;
        }
        close();
        path.removeIf(above -> level(above).orElse(0) >= level);
        path.add(section);
    }

    private void text(Section section) {
        int more = tokens.applyAsInt(section.text());
        if (count > 0 && count + more > style.maxTokens()) {
            close();
        }
        body.append(body.isEmpty() ? "" : "\n").append(section.text());
        count += more;
        section.position()
                .filter(position -> positions.isEmpty() || !positions.getLast().equals(position))
                .ifPresent(positions::add);
    }

    private void close() {
        String text = body.toString();
        if (!text.isBlank()) {
            var above = new StringBuilder();
            path.forEach(heading -> above.append(heading.text()).append('\n'));
            out.push(above + text, positions);
        }
        body.setLength(0);
        positions.clear();
        count = 0;
    }
}
