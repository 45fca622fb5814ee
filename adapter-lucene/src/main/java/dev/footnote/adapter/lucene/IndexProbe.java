package dev.footnote.adapter.lucene;

import dev.footnote.ports.runtime.HealthProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Whether the folder of the indexes can be written, and whether all that were used can be and are whole.
 *
 * @param used the indexes that were used, as they are at each moment
 */
record IndexProbe(Path root, Collection<IndexFolder> used) implements HealthProbe {

    @Override
    public String name() {
        return "index";
    }

    @Override
    public void check() {
        LuceneChunkIndex.attempt("write", () -> {
            Files.delete(Files.writeString(Files.createTempFile(root, ".probe", ""), "well"));
            for (IndexFolder folder : used) {
                folder.requireWell();
            }
            return root;
        });
    }
}
