package dev.footnote.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.testkit.NotedBackground;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class QuietMergesTest {

    private final NotedBackground background = new NotedBackground();
    private final Set<Thread> merging = ConcurrentHashMap.newKeySet();

    @Test
    void mergesInTheBackground() throws IOException {
        var config = new IndexWriterConfig()
                .setMergeScheduler(new QuietMerges(background))
                .setMergePolicy(new Watched());
        try (var directory = new ByteBuffersDirectory();
                var writer = new IndexWriter(directory, config)) {
            for (int segment = 0; segment < 2; segment++) {
                writer.addDocument(new Document());
                writer.commit();
            }

            writer.forceMerge(1);
        }
        assertThat(merging).isNotEmpty().isSubsetOf(background.entered());
    }

    /** Notes the threads that merge. */
    private final class Watched extends FilterMergePolicy {

        Watched() {
            super(new TieredMergePolicy());
        }

        @Override
        public MergeSpecification findForcedMerges(
                SegmentInfos infos, int most, Map<SegmentCommitInfo, Boolean> toMerge, MergeContext context)
                throws IOException {
            MergeSpecification watched = new MergeSpecification();
            MergeSpecification found = super.findForcedMerges(infos, most, toMerge, context);
            if (found == null) {
                return null;
            }
            found.merges.forEach(merge -> watched.add(new MergePolicy.OneMerge(merge.segments) {
                @Override
                public void mergeInit() throws IOException {
                    merging.add(Thread.currentThread());
                    super.mergeInit();
                }
            }));
            return watched;
        }
    }
}
