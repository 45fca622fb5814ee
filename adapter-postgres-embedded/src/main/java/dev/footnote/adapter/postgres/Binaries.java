package dev.footnote.adapter.postgres;

import static java.util.Locale.ROOT;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs for one platform, packed on the class path.
 *
 * @param resource name of the packed programs on the class path
 */
record Binaries(String resource) {

    static final String VERSION = "18.6";

    /**
     * {@return the programs for a platform}
     *
     * @param osName as the system property {@code os.name} tells it
     * @param osArch as the system property {@code os.arch} tells it
     * @throws PostgresFailure if none are shipped for it
     */
    static Binaries of(String osName, String osArch) {
        String os = osName.toLowerCase(ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
        String processor = switch (osArch.toLowerCase(ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "";
        };
        if (system.isEmpty() || processor.isEmpty() || (system + processor).equals("darwinx86_64")) {
            throw new PostgresFailure(
                    "no PostgreSQL is shipped for %s on %s; use a database of your own".formatted(osName, osArch),
                    null);
        }
        return new Binaries("/postgres-%s-%s.txz".formatted(system, processor));
    }

    /**
     * Unpacks the programs into {@code home} unless they are there already, and returns the folder with the programs.
     */
    Path unpackInto(Path home) throws IOException {
        Path unpacked = home.resolve("postgres-" + VERSION);
        if (!Files.exists(unpacked)) {
            Path incomplete = home.resolve("postgres-" + VERSION + ".incomplete");
            Trees.delete(incomplete);
            Files.createDirectories(incomplete);
            try (InputStream packed = Binaries.class.getResourceAsStream(resource)) {
                if (packed == null) {
                    throw new PostgresFailure("the programs %s are not in this package".formatted(resource), null);
                }
                unpack(packed, incomplete);
            }
            Files.move(incomplete, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return unpacked.resolve("bin");
    }

    private static void unpack(InputStream packed, Path to) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = to.resolve(entry.getName()).normalize();
                if (!file.startsWith(to)) {
                    throw new IOException("entry %s leads out of the folder".formatted(entry.getName()));
                }
                write(entry, tar, file);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            boolean program = (entry.getMode() & 0100) != 0;
            // for everyone: as root, PostgreSQL may have to run as another user
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
