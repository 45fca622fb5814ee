package dev.footnote.adapter.lucene;

import java.io.IOException;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy.OneMerge;

/** Merges segments on threads of the lowest priority, so that they take nothing from searches. */
final class QuietMerges extends ConcurrentMergeScheduler {

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // nothing but speed depends on it
    protected synchronized MergeThread getMergeThread(MergeSource source, OneMerge merge) throws IOException {
        MergeThread thread = super.getMergeThread(source, merge);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
