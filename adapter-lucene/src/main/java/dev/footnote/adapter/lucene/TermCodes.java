package dev.footnote.adapter.lucene;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Terms as numbers, four bytes each, so that those of a chunk are compared without being read as text. Two different
 * terms have the same number once in four thousand million pairs.
 */
final class TermCodes {

    /** Stands between runs; no term has it. */
    static final int GAP = 0;

    private static final int SEED = 0x5f0e;

    private TermCodes() {}

    static int of(String term) {
        int code = StringHelper.murmurhash3_x86_32(new BytesRef(term), SEED);
        return code == GAP ? 1 : code;
    }

    /** The terms of {@code runs} in order, each run with a {@link #GAP} behind it. */
    static BytesRef of(List<List<String>> runs) {
        int terms = runs.stream().mapToInt(List::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate((terms + runs.size()) * Integer.BYTES);
        for (List<String> run : runs) {
            run.forEach(term -> bytes.putInt(of(term)));
            bytes.putInt(GAP);
        }
        return new BytesRef(bytes.array());
    }
}
