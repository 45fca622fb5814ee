package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.IndexedChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The note beside an index that names the model of its vectors.
 *
 * @param model empty if there is no note
 */
record ModelNote(String model) {

    private static final String FILE = ".model";

    /** What stands in the index folder {@code path}. */
    static ModelNote read(Path path) throws IOException {
        Path file = path.resolve(FILE);
        return new ModelNote(Files.exists(file) ? Files.readString(file) : "");
    }

    /** Writes it into the folder of an index that has nothing in it yet; what is not told is not written. */
    void write(Path path) throws IOException {
        if (!model.isEmpty()) {
            Files.createDirectories(path);
            Path written = Files.writeString(path.resolve(FILE + ".new"), model);
            Files.move(
                    written, path.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether the vector of {@code chunk} belongs into an index with this note. */
    boolean fits(IndexedChunk chunk) {
        return model.isEmpty() || chunk.model().isEmpty() || chunk.model().equals(model);
    }
}
