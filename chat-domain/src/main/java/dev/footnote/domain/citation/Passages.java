package dev.footnote.domain.citation;

import java.util.ArrayList;
import java.util.List;

/** The sentences of the quoted chunks, and where each word stands; made once for an answer. */
final class Passages {

    /** What a word weighs that every passage says. */
    private static final double LEAST = 0.1;

    private final Vocabulary words = Vocabulary.common();
    private final TermReader reader = new TermReader(words);
    private final List<Passage> all = new ArrayList<>();
    private final Places terms;
    private final Places roots;
    private final double[] weights;

    /**
     * A sentence of a chunk.
     *
     * @param chunk the chunk's place among the quoted ones
     * @param goesOn whether the next passage is of the same chunk
     */
    record Passage(int chunk, Span span, Terms terms, boolean goesOn) {}

    /** Reads the contents of the chunks, in their order. */
    Passages(List<String> contents) {
        for (int chunk = 0; chunk < contents.size(); chunk++) {
            read(chunk, contents.get(chunk));
        }
        terms = new Places(all, words.size(), term -> term);
        roots = new Places(all, words.size(), words::root);
        weights = new double[all.size() + 1];
        for (int saying = 0; saying <= all.size(); saying++) {
            weights[saying] = LEAST + Math.log((all.size() + 1.0) / (saying + 1.0));
        }
    }

    int size() {
        return all.size();
    }

    Passage get(int passage) {
        return all.get(passage);
    }

    /** What another text says, in the same words as the passages. */
    Terms terms(String text) {
        return reader.read(text);
    }

    /** How many words are known, those of other texts that were read included. */
    int words() {
        return words.size();
    }

    /** Which passages say each word that carries meaning. */
    Places terms() {
        return terms;
    }

    /** Which passages have a word of each kin. */
    Places roots() {
        return roots;
    }

    int root(int term) {
        return words.root(term);
    }

    /** How much it tells that a text says {@code term}: more, the fewer passages say it. */
    double weight(int term) {
        return weights[terms.count(term)];
    }

    private void read(int chunk, String content) {
        int first = all.size();
        var at = new int[1];
        var cutter = new Sentences(part -> {
            switch (part) {
                case Sentences.Part.Text(String text) -> at[0] += text.length();
                case Sentences.Part.End(String sentence) -> {
                    Terms said = terms(sentence);
                    if (!said.isEmpty()) {
                        all.add(new Passage(chunk, new Span(at[0] - sentence.length(), at[0]), said, true));
                    }
                }
            }
            return true;
        });
        cutter.push(asProse(content));
        cutter.finish();
        if (all.size() > first) {
            Passage last = all.removeLast();
            all.add(new Passage(chunk, last.span, last.terms, false));
        }
    }

    /** {@code content} of the same length, with lines joined where a sentence goes on, and no code fences. */
    private static String asProse(String content) {
        char[] prose = content.toCharArray();
        for (int i = 0; i < prose.length; i++) {
            boolean goesOn = prose[i] == '\n' && i + 1 < prose.length && Character.isLowerCase(prose[i + 1]);
            if (goesOn || prose[i] == '`' || prose[i] == '~') {
                prose[i] = ' ';
            }
        }
        return new String(prose);
    }
}
