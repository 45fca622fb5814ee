package dev.footnote.domain.citation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sentences of the quoted chunks, and where each word stands; made once for an answer. */
final class Passages {

    private static final Places NOWHERE = new Places();
    private static final int SOME = 2048;

    /** What a word weighs that every passage says. */
    private static final double LEAST = 0.1;

    private final List<Passage> all = new ArrayList<>();
    private final Map<String, Places> terms = new HashMap<>(SOME);
    private final Map<String, Places> roots = new HashMap<>(SOME);

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
        for (int i = 0; i < all.size(); i++) {
            for (String term : all.get(i).terms.content()) {
                terms.computeIfAbsent(term, none -> new Places()).add(i);
                roots.computeIfAbsent(Terms.root(term), none -> new Places()).add(i);
            }
        }
    }

    int size() {
        return all.size();
    }

    Passage get(int passage) {
        return all.get(passage);
    }

    /** The passages that say {@code term}, in order. */
    Places saying(String term) {
        return terms.getOrDefault(term, NOWHERE);
    }

    /** The passages with a word of the kin of {@code term}, in order. */
    Places sayingKinOf(String term) {
        return roots.getOrDefault(Terms.root(term), NOWHERE);
    }

    /** How much it tells that a text says {@code term}: more, the fewer passages say it. */
    double weight(String term) {
        return LEAST + Math.log((all.size() + 1.0) / (saying(term).count() + 1.0));
    }

    private void read(int chunk, String content) {
        int first = all.size();
        var at = new int[1];
        var cutter = new Sentences(part -> {
            switch (part) {
                case Sentences.Part.Text(String text) -> at[0] += text.length();
                case Sentences.Part.End(String sentence) -> {
                    Terms said = Terms.of(sentence);
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

    /** Passages in order, each once. */
    static final class Places {
        private int[] at = new int[2];
        private int count;

        private void add(int passage) {
            if (count > 0 && at[count - 1] == passage) {
                return;
            }
            if (count == at.length) {
                at = Arrays.copyOf(at, 2 * count);
            }
            at[count++] = passage;
        }

        int count() {
            return count;
        }

        int get(int i) {
            return at[i];
        }
    }
}
