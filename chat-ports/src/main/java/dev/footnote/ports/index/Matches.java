package dev.footnote.ports.index;

import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.Match;
import java.util.List;

/**
 * What a search met: what is needed to choose among it at once, the chunks themselves when they are asked for. Sees the
 * index as it was when the search began, and holds on to it until it is closed. For one thread.
 */
public interface Matches extends AutoCloseable {

    /** All of them, each chunk once, in no order. */
    List<Match> all();

    /**
     * The chunks of {@code some} of {@link #all}, in the order given.
     *
     * @throws IndexException if the index cannot be read
     */
    List<Candidate> load(List<Match> some);

    /** Lets go of the index; what was loaded stays valid. */
    @Override
    void close();
}
