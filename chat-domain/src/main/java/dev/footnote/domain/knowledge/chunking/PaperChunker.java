package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** A paper: its abstract, which is found by what people call one, and a chunk for each of its sections. */
final class PaperChunker implements Chunker {

    private static final int MAX_TOKENS = 1024;
    private static final Pattern ABSTRACT = Pattern.compile("(?iu)^(?:#+ *)?(?:abstract|summary|摘 *要)(?!\\w)");
    private static final Pattern BEHIND_IT =
            Pattern.compile("(?iu)^(?:#+ *)?(?:(?:1|I)?[. ]*introduction|keywords|index terms|引言|关键词)(?!\\w)");
    private static final List<String> CALLED = List.of("abstract", "总结", "概括", "summary", "summarize");

    private final Output out;
    private final Chunker sections;
    private final StringBuilder text = new StringBuilder();
    private final List<Position> positions = new ArrayList<>();
    private boolean inside;

    PaperChunker(ToIntFunction<String> tokens, Sink<Piece> out) {
        this.out = new Output(MAX_TOKENS, tokens, out);
        this.sections = new OutlineChunker(new OutlineChunker.Style(0, MAX_TOKENS, 0), tokens, out);
    }

    @Override
    public boolean push(Section section) {
        if (inside && ends(section)) {
            close();
        } else if (!inside && ABSTRACT.matcher(section.text().strip()).find()) {
            inside = true;
        }
        if (!inside) {
            return sections.push(section) && out.wanted();
        }
        text.append(text.isEmpty() ? "" : "\n").append(section.text());
        positions.addAll(Output.where(section));
        return out.wanted();
    }

    @Override
    public boolean finish() {
        close();
        return sections.finish() && out.wanted();
    }

    private boolean ends(Section section) {
        boolean otherHeading = section.kind() == Section.Kind.HEADING;
        return otherHeading || BEHIND_IT.matcher(section.text().strip()).find();
    }

    private void close() {
        out.push(text.toString(), positions, CALLED);
        inside = false;
        text.setLength(0);
        positions.clear();
    }
}
