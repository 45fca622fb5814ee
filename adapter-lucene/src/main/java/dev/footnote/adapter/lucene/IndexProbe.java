package dev.footnote.adapter.lucene;

import dev.footnote.ports.runtime.HealthProbe;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the folder of the indexes can be written. */
record IndexProbe(Path root) implements HealthProbe {

    @Override
    public String name() {
        return "index";
    }

    @Override
    public void check() {
        LuceneChunkIndex.attempt("write", () -> {
            Files.delete(Files.writeString(Files.createTempFile(root, ".probe", ""), "well"));
            return root;
        });
    }
}
