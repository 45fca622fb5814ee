package dev.footnote.adapter.lucene;

import dev.footnote.ports.runtime.Background;
import java.io.IOException;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy.OneMerge;

/** Merges segments in the background, so that it takes nothing from searches. */
final class QuietMerges extends ConcurrentMergeScheduler {

    private final Background background;

    QuietMerges(Background background) {
        this.background = background;
    }

    @Override
    protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
        background.enter();
        super.doMerge(source, merge);
    }
}
