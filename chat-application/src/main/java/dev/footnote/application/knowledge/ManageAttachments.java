package dev.footnote.application.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.PagePrinter.PrintedPage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Files to be asked about: keep, find, read. */
public final class ManageAttachments {

    private static final int MAX_NAME_BYTES = 255;

    /** A question about it may be written for so long. */
    private static final Duration UNUSED_FOR = Duration.ofDays(1);

    private final Ports ports;
    private final long maxBytes;

    /** @param maxBytes the largest file that is kept */
    public ManageAttachments(Ports ports, long maxBytes) {
        this.ports = ports;
        this.maxBytes = maxBytes;
    }

    /**
     * Keeps a file of whatever type.
     *
     * @throws Invalid if the name or the bytes are too long; nothing is kept then
     */
    public Attachment keep(Caller caller, String name, ByteSource bytes) {
        if (name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
            throw new Invalid(Thing.ATTACHMENT, Problem.TOO_LONG, name);
        }
        var id = new DocumentId(ports.ids().next());
        long length = ports.blobs().put(id, bytes, maxBytes);
        if (length < 0) {
            throw new Invalid(Thing.DOCUMENT, Problem.TOO_LONG, name);
        }
        var attachment = new Attachment(
                id, caller.tenant(), caller.user(), name, length, ports.clock().instant());
        boolean kept = false;
        try {
            ports.attachments().add(attachment);
            kept = true;
        } finally {
            if (!kept) {
                ports.blobs().remove(id);
            }
        }
        return attachment;
    }

    /**
     * Keeps the page at {@code url}, under the name of its host.
     *
     * @throws Invalid if the address is none of the public web, or the page is too long
     * @throws Upstream if the page cannot be had
     */
    public Attachment fetch(Caller caller, String url) {
        PrintedPage page = new WebPages(ports.pages()).print(url);
        return keep(caller, URI.create(url).getHost() + "." + page.ending(), page.bytes());
    }

    /**
     * Finds it.
     *
     * @throws NotFound if it is not the caller's
     */
    public Attachment find(Caller caller, DocumentId id) {
        return findAll(ports, caller, List.of(id)).getFirst();
    }

    /** The file's bytes; fails as {@link #find} does. */
    public ByteSource read(Caller caller, DocumentId id) {
        return ports.blobs().open(find(caller, id).id());
    }

    /** Erases the files that no kept question came with, a day after they were sent. */
    public void eraseUnused() {
        Instant before = ports.clock().instant().minus(UNUSED_FOR);
        for (DocumentId retired : ports.attachments().retireUnused(before)) {
            ports.blobs().remove(retired); // first, for once it is forgotten nobody knows of its bytes
            ports.attachments().forget(retired);
        }
    }

    /**
     * Finds them, in this order.
     *
     * @throws NotFound if one of them is not the caller's
     */
    public static List<Attachment> findAll(Ports ports, Caller caller, List<DocumentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<DocumentId, Attachment> found = ports.attachments().findAll(caller.tenant(), new HashSet<>(ids)).stream()
                .collect(Collectors.toMap(Attachment::id, Function.identity()));
        return ids.stream()
                .map(id -> Optional.ofNullable(found.get(id))
                        .orElseThrow(() -> new NotFound(Thing.ATTACHMENT, id.value())))
                .toList();
    }
}
