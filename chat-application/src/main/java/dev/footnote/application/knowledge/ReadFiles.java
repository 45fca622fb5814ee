package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.chunking.Chunker;
import dev.footnote.domain.prompt.KnowledgeText;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Tells what files say that are in no knowledge base; they are parsed each time. */
public final class ReadFiles {

    private static final String CUT = "\n(What else the file says is left out.)";

    /** How many are parsed at once, so that many questions do not take the machine. */
    private static final int AT_ONCE = 4;

    private final Semaphore reading = new Semaphore(AT_ONCE, true);
    private final Ports ports;
    private final long maxBytes;

    /** @param maxBytes the largest file that is read */
    public ReadFiles(Ports ports, long maxBytes) {
        this.ports = ports;
        this.maxBytes = maxBytes;
    }

    /**
     * What a model is told of {@code files}: the text of each, or why there is none, without what could be taken for
     * structure. Blocks while they are parsed.
     *
     * @param maxTokens how much of their text is told in all, the heads and a sentence about what is left out apart
     */
    public String told(List<Attachment> files, int maxTokens) {
        var told = new ArrayList<String>();
        int left = maxTokens;
        for (Attachment file : files) {
            String text = headed(read(file.id(), file.name(), left));
            told.add(text);
            left = Math.max(0, left - ports.tokens().count(text));
        }
        return String.join("\n\n", told);
    }

    private static String headed(FileText file) {
        return switch (file) {
            case FileText.Read(String name, String text) ->
                new FileText.Read(KnowledgeText.harmless(name), KnowledgeText.harmless(text)).headed();
            case FileText.Unreadable(String name, String reason) ->
                new FileText.Read(KnowledgeText.harmless(name), "(The file cannot be read: %s)".formatted(reason))
                        .headed();
        };
    }

    /**
     * What a file says that is not kept. Blocks while it is parsed.
     *
     * @throws Invalid if the file is too long
     */
    public FileText read(String name, ByteSource bytes) {
        var id = new DocumentId(ports.ids().next());
        if (ports.blobs().put(id, bytes, maxBytes) < 0) {
            throw new Invalid(Thing.DOCUMENT, Problem.TOO_LONG, name);
        }
        try {
            return read(id, name, Integer.MAX_VALUE);
        } finally {
            ports.blobs().remove(id);
        }
    }

    /**
     * What the page at {@code url} says.
     *
     * @throws Invalid if the address is none of the public web, or the page is too long
     * @throws Upstream if the page cannot be had
     */
    public FileText fetch(String url) {
        return read(url, new WebPages(ports.pages()).print(url).bytes());
    }

    private FileText read(DocumentId id, String name, int maxTokens) {
        var taken = new Taken(maxTokens);
        Chunker chunker = Chunking.byType(name)
                .filter(Chunking.Special.class::isInstance)
                .map(Chunking.Special.class::cast)
                .map(special -> Chunker.of(special.form(), ports.tokens()::count, false, taken::take))
                .orElseGet(() -> Chunker.of(taken.chunking(), ports.tokens()::count, taken::take));
        try {
            reading.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a file was read", e);
        }
        try {
            if (ports.parser().parse(id, name, chunker::push)) {
                chunker.finish();
            }
        } catch (UnreadableDocumentException e) {
            return new FileText.Unreadable(name, String.valueOf(e.getMessage()));
        } catch (BlobException e) {
            return new FileText.Unreadable(name, "The stored file cannot be read.");
        } finally {
            reading.release();
        }
        return new FileText.Read(name, taken.text());
    }

    /** The pieces of a file as far as they are wanted. */
    private static final class Taken {

        private final List<String> pieces = new ArrayList<>();
        private int left;
        private boolean cut;

        Taken(int maxTokens) {
            this.left = maxTokens;
        }

        /** Small pieces where little is wanted, so that nearly all of it is used. */
        Chunking.General chunking() {
            Chunking.General usual = Chunking.General.DEFAULT;
            return new Chunking.General(Math.clamp(left / 4, 1, usual.maxTokens()), usual.delimiter(), 0);
        }

        boolean take(Chunker.Piece piece) {
            left -= piece.tokens();
            cut = left < 0;
            if (!cut) {
                pieces.add(piece.content().strip());
            }
            return !cut;
        }

        String text() {
            return String.join("\n", pieces) + (cut ? CUT : "");
        }
    }
}
