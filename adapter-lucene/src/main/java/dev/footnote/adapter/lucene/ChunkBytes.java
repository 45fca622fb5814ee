package dev.footnote.adapter.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What a search reads of each chunk that it meets, in one piece: four texts, each behind its length in four bytes, then
 * the terms as {@link TermCodes}, four bytes each.
 *
 * @param codes from its position to its limit
 */
record ChunkBytes(
        ChunkId id, KnowledgeBaseId knowledgeBase, DocumentId document, String documentName, ByteBuffer codes) {

    /** The terms of a field's texts, one list for each. */
    record Terms(SearchedField field, boolean chinese, List<List<String>> texts) {

        private int size() {
            return 1 + texts.size() + texts.stream().mapToInt(List::size).sum();
        }

        private void write(ByteBuffer out) {
            out.putInt(field.code(chinese));
            for (List<String> text : texts) {
                text.forEach(term -> out.putInt(TermCodes.of(term)));
                out.putInt(TermCodes.GAP);
            }
        }
    }

    static BytesRef of(Chunk chunk, List<Terms> terms) {
        List<byte[]> texts = Stream.of(
                        chunk.id().value(),
                        chunk.knowledgeBase().value(),
                        chunk.document().value(),
                        chunk.documentName())
                .map(text -> text.getBytes(UTF_8))
                .toList();
        int length =
                texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        int codes = terms.stream().mapToInt(Terms::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length + codes * Integer.BYTES);
        texts.forEach(text -> bytes.putInt(text.length).put(text));
        terms.forEach(field -> field.write(bytes));
        return new BytesRef(bytes.array());
    }

    /**
     * What {@link #of} wrote, over {@code bytes} as long as these stay the same.
     *
     * @param before another one, whose names are taken where they are the same
     */
    static ChunkBytes read(BytesRef bytes, @Nullable ChunkBytes before) {
        ByteBuffer in = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new ChunkBytes(
                new ChunkId(text(in, "")),
                new KnowledgeBaseId(text(in, before == null ? "" : before.knowledgeBase.value())),
                new DocumentId(text(in, before == null ? "" : before.document.value())),
                text(in, before == null ? "" : before.documentName),
                in);
    }

    private static String text(ByteBuffer in, String before) {
        int length = in.getInt();
        int from = in.arrayOffset() + in.position();
        in.position(in.position() + length);
        return matches(before, in.array(), from, length) ? before : new String(in.array(), from, length, UTF_8);
    }

    /** Whether these bytes are those of {@code text} and of no other; {@code false} if one of them is not ASCII. */
    private static boolean matches(String text, byte[] bytes, int from, int length) {
        boolean same = text.length() == length;
        for (int i = 0; same && i < length; i++) {
            same = bytes[from + i] == text.charAt(i);
        }
        return same;
    }
}
