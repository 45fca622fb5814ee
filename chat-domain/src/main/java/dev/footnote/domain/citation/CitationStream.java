package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.citation.CitedText.Decided;
import dev.footnote.domain.citation.SupportScorer.Support;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts verified markers into an answer while it is being written.
 *
 * <p>Text flows on at once, but for white space behind a word and for what may be the start of a marker. Markers that
 * the model wrote are taken out; behind each sentence follow those of the chunks that support it, before the white
 * space that comes next. Code, headings and lines without words are not judged. The joined output does not depend on
 * where the input is cut. One stream serves one answer on one thread.
 */
public final class CitationStream {

    /** How many markers a sentence gets at most. */
    private static final int MOST = 4;

    /**
     * How much less than the best a chunk may support a sentence to be cited beside it, if the model did not cite it.
     */
    private static final double NEARLY_BEST = 0.1;

    private final Sink<CitedText> out;
    private final Optional<SupportScorer> scorer;
    private final SecondOpinion opinion;
    private final MarkerFilter filter;
    private final Sentences sentences = new Sentences(this::accept);
    private final Set<Integer> proposed = new HashSet<>();
    private int length;
    private boolean wanted = true;

    /**
     * A stream that cites.
     *
     * @param quoted the chunks that were given to the model, in that order
     */
    public CitationStream(List<ScoredChunk> quoted, Sink<CitedText> out) {
        this(quoted, SecondOpinion.NONE, out);
    }

    /**
     * A stream that cites.
     *
     * @param quoted the chunks that were given to the model, in that order
     * @param opinion is asked of each sentence for which there is a source
     */
    public CitationStream(List<ScoredChunk> quoted, SecondOpinion opinion, Sink<CitedText> out) {
        this(quoted.isEmpty() ? Optional.empty() : Optional.of(new SupportScorer(quoted)), quoted.size(), opinion, out);
    }

    private CitationStream(Optional<SupportScorer> scorer, int chunks, SecondOpinion opinion, Sink<CitedText> out) {
        this.scorer = scorer;
        this.opinion = requireNonNull(opinion, "opinion");
        this.out = requireNonNull(out, "out");
        this.filter = new MarkerFilter(chunks, new MarkerFilter.Output() {
            @Override
            public void text(String piece) {
                pass(piece);
            }

            @Override
            public void marker(int chunk) {
                proposed.add(chunk);
            }
        });
    }

    /** A stream that takes markers out and puts none in. */
    public static CitationStream off(Sink<CitedText> out) {
        return new CitationStream(Optional.empty(), 0, SecondOpinion.NONE, out);
    }

    /**
     * Takes the next piece of the answer.
     *
     * @return whether more is wanted
     */
    public boolean push(String text) {
        if (wanted) {
            filter.push(text);
        }
        return wanted;
    }

    /**
     * Ends the answer: releases what was held back and decides the last sentence.
     *
     * @return whether more would have been wanted
     */
    public boolean finish() {
        if (wanted) {
            filter.finish();
        }
        if (wanted && scorer.isPresent()) {
            sentences.finish();
        }
        return wanted;
    }

    private void pass(String text) {
        if (scorer.isPresent()) {
            sentences.push(text);
        } else {
            emit(new CitedText.Text(text));
        }
    }

    private boolean accept(Sentences.Part part) {
        switch (part) {
            case Sentences.Part.Text(String text) -> {
                length += text.length();
                emit(new CitedText.Text(text));
            }
            case Sentences.Part.End(String sentence) -> {
                if (sentence.charAt(0) != '#') {
                    scorer.ifPresent(judge -> decide(sentence, judge.read(sentence), judge));
                }
                proposed.clear();
            }
        }
        return wanted;
    }

    private void decide(String sentence, Terms terms, SupportScorer judge) {
        if (terms.isEmpty()) {
            return;
        }
        var span = new Span(length - sentence.length(), length);
        List<Support> supports = judge.supports(sentence, terms, opinion);
        double best = 0;
        for (Support support : supports) {
            best = Math.max(best, support.score());
        }
        var markers = new StringBuilder();
        var cited = new ArrayList<Citation>();
        for (Support support : supports) {
            if (cited.size() < MOST && isCited(support, best)) {
                markers.append(' ').append(CitationMarkers.marker(support.chunk()));
                cited.add(citation(span, support));
            }
        }
        if (!cited.isEmpty()) {
            length += markers.length();
        } else if (best >= SupportScorer.PARTIAL) {
            cited.add(citation(span, supports.getFirst()));
        } else {
            cited.add(new Citation(span, Optional.empty(), best, Verdict.UNSUPPORTED));
        }
        emit(new Decided(markers.toString(), cited));
    }

    private boolean isCited(Support support, double best) {
        return support.verdict() == Verdict.SUPPORTED
                && (support.score() >= best - NEARLY_BEST || proposed.contains(support.chunk()));
    }

    private static Citation citation(Span span, Support support) {
        var source = new Citation.Source(support.chunk(), support.span());
        return new Citation(span, Optional.of(source), support.score(), support.verdict());
    }

    private void emit(CitedText text) {
        wanted = wanted && out.push(text);
    }
}
