package dev.footnote.adapter.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files of the class path as files of the disk, unpacked the first time they are asked for: to unpack 60 MB at every
 * start takes longer than all else that a model needs. Files of other content get other folders, so a newer version
 * never meets what an older one left.
 */
record Unpacked(Path folder) {

    /**
     * {@return where {@code resource} lies on the disk}
     *
     * @param resource of the class path, beginning with a slash
     * @throws FileNotFoundException if it is not on the class path
     */
    Path file(String resource) throws IOException {
        URL url = Unpacked.class.getResource(resource);
        if (url == null) {
            throw new FileNotFoundException(resource + " is not on the class path");
        }
        if (!(url.openConnection() instanceof JarURLConnection jar)) {
            return Path.of(url.getPath());
        }
        String content = "%08x-%d"
                .formatted(jar.getJarEntry().getCrc(), jar.getJarEntry().getSize());
        Path file =
                folder.resolve(content).resolve(Path.of(resource).getFileName().toString());
        if (Files.notExists(file) || Files.size(file) != jar.getJarEntry().getSize()) {
            unpack(jar, file);
        }
        return file;
    }

    /** Nobody ever sees a part of the file, not even after a crash. */
    private static void unpack(JarURLConnection jar, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path incomplete = Files.createTempFile(file.getParent(), "unpacking", "");
        try {
            try (InputStream in = jar.getInputStream()) {
                Files.copy(in, incomplete, StandardCopyOption.REPLACE_EXISTING);
            }
            try (var written = FileChannel.open(incomplete, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(incomplete);
        }
    }
}
