package dev.footnote.adapter.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files with keys in them, readable by their owner alone. */
final class KeyFile {

    private KeyFile() {}

    /**
     * What is in {@code file}; what {@code key} makes if there is none, which is then there.
     *
     * @throws IllegalStateException if it can be neither read nor written
     */
    static String readOrMake(Path file, Supplier<String> key) {
        try {
            if (Files.exists(file)) {
                return Files.readString(file);
            }
            String made = key.get();
            Path incomplete = file.resolveSibling(file.getFileName() + ".incomplete");
            Files.deleteIfExists(incomplete);
            Files.createFile(
                    incomplete, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(incomplete, made);
            Files.move(incomplete, file);
            return made;
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be used".formatted(file), e);
        }
    }
}
