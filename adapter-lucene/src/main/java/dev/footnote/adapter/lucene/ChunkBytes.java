package dev.footnote.adapter.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;

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
        List<byte[]> texts = new ArrayList<>();
        Stream.of(
                        chunk.id().value(),
                        chunk.knowledgeBase().value(),
                        chunk.document().value(),
                        chunk.documentName())
                .forEach(text -> texts.add(text.getBytes(UTF_8)));
        int length =
                texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        int codes = terms.stream().mapToInt(Terms::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length + codes * Integer.BYTES);
        texts.forEach(text -> bytes.putInt(text.length).put(text));
        terms.forEach(field -> field.write(bytes));
        return new BytesRef(bytes.array());
    }

    /** What {@link #of} wrote, over {@code bytes} as long as these stay the same. */
    static ChunkBytes read(BytesRef bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new ChunkBytes(
                new ChunkId(text(in)), new KnowledgeBaseId(text(in)), new DocumentId(text(in)), text(in), in);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        var text = new String(in.array(), in.arrayOffset() + in.position(), length, UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
