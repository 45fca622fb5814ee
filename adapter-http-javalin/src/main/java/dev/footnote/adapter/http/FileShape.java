package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.FileCategory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How files that were sent to be asked about stand on the wire. */
final class FileShape {

    private FileShape() {}

    /** {@code message} with the files that came with it, if any did. */
    static Map<String, @Nullable Object> with(List<Attachment> files, Map<String, @Nullable Object> message) {
        if (!files.isEmpty()) {
            message.put("files", files.stream().map(FileShape::file).toList());
        }
        return message;
    }

    static Map<String, @Nullable Object> file(Attachment file) {
        String extension = file.suffix().toLowerCase(Locale.ROOT);
        return Shape.of(
                "id", file.id().value(),
                "name", file.name(),
                "size", file.bytes(),
                "extension", extension,
                "mime_type", FileAnswer.type(extension, FileCategory.of(file.name())),
                "created_by", file.createdBy().value(),
                "created_at", Shape.seconds(file.createdAt()),
                "preview_url", null);
    }
}
