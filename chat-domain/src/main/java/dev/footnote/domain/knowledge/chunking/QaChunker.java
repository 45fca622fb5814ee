package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Questions and their answers, a chunk each.
 *
 * <p>In a sheet, a row with two cells that have a value is a pair, and others are left out. In rows without a sheet and
 * in lines, what is no pair goes on with the answer before it. Elsewhere a heading with those above it is the question,
 * and the text below it the answer; in a text without headings, a line that begins with a number is a question.
 */
final class QaChunker implements Chunker {

    private static final int MAX_TOKENS = 1024;
    private static final Pattern ANNOUNCED =
            Pattern.compile("(?iu)^(?:(?:问题|答案|回答|问|答|user|assistant|question|answer)[\t:： ]+|[qa][\t:：]\\s*+)");
    private static final Pattern NUMBERED = Pattern.compile(
            "(?iu)^(?:第[零一二三四五六七八九十百0-9]+[问条]|[(（][0-9一二三四五六七八九十]+[)）]|[0-9]{1,4}[.、]\\s|question\\s+[0-9]+)");
    private static final Pattern HASHES = Pattern.compile("^#{1,6}\\s+");

    private final Output out;
    private final boolean chinese;
    private final Lines lines = new Lines(this::line);
    private final List<Section> headings = new ArrayList<>();
    private final List<Position> positions = new ArrayList<>();
    private final StringBuilder answer = new StringBuilder();
    private String question = "";
    private boolean inSheet;

    QaChunker(ToIntFunction<String> tokens, boolean chinese, Sink<Piece> out) {
        this.out = new Output(MAX_TOKENS, tokens, out);
        this.chinese = chinese;
    }

    @Override
    public boolean push(Section section) {
        switch (section.kind()) {
            case SHEET -> inSheet = true;
            case ROW -> row(section.cells());
            case PLAIN -> lines.push(section.text());
            case HEADING -> heading(section);
            case BLOCK -> block(section);
            case TABLE -> answer(section);
        }
        return out.wanted();
    }

    @Override
    public boolean finish() {
        lines.finish();
        close();
        return out.wanted();
    }

    private void row(List<String> cells) {
        List<String> filled = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        if (filled.size() == 2 || (inSheet && filled.size() > 2)) {
            begin(filled.get(0));
            answer.append(filled.get(1));
        } else if (!inSheet && !question.isEmpty() && filled.size() == 1 && cells.size() == 1) {
            answer.append('\n').append(filled.getFirst());
        }
    }

    private void line(String line) {
        String[] fields = line.split(line.indexOf('\t') >= 0 ? "\t" : ",", -1);
        if (fields.length == 2) {
            begin(fields[0]);
            answer.append(fields[1].strip());
        } else if (!question.isEmpty()) {
            answer.append(answer.isEmpty() ? "" : "\n").append(line);
        }
    }

    private void heading(Section heading) {
        close();
        headings.removeIf(above -> above.level() >= heading.level());
        headings.add(heading);
        question = headings.stream()
                .map(one -> HASHES.matcher(one.text()).replaceFirst(""))
                .reduce((above, below) -> above + "\n" + below)
                .orElse("");
        positions.addAll(Output.where(heading));
    }

    private void block(Section section) {
        if (headings.isEmpty() && NUMBERED.matcher(section.text()).find()) {
            begin(section.text());
            positions.addAll(Output.where(section));
        } else {
            answer(section);
        }
    }

    private void answer(Section section) {
        if (!question.isEmpty()) {
            answer.append(answer.isEmpty() ? "" : "\n").append(section.text());
            positions.addAll(Output.where(section));
        }
    }

    private void begin(String next) {
        close();
        question = next.strip();
    }

    private void close() {
        if (!question.isBlank() && !answer.toString().isBlank()) {
            String form = chinese ? "问题：%s\t回答：%s" : "Question: %s\tAnswer: %s";
            out.push(form.formatted(bare(question), bare(answer.toString().strip())), positions);
        }
        question = "";
        answer.setLength(0);
        positions.clear();
    }

    private static String bare(String text) {
        return ANNOUNCED.matcher(text.strip()).replaceFirst("").strip();
    }
}
