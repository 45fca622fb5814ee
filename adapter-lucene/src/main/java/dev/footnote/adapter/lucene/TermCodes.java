package dev.footnote.adapter.lucene;

import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Terms as numbers, so that those of a chunk are compared without being read as text. Two different terms have the same
 * number once in four thousand million pairs.
 */
final class TermCodes {

    /** Stands behind each text; no term has it. */
    static final int GAP = 0;

    /** Below this, and from 0, are the numbers that no term has. */
    private static final int RESERVED = 16;

    private static final int SEED = 0x5f0e;

    private TermCodes() {}

    static int of(String term) {
        int code = StringHelper.murmurhash3_x86_32(new BytesRef(term), SEED);
        return isReserved(code) ? code + RESERVED : code;
    }

    /** Whether it is no term but {@link #GAP} or the {@linkplain SearchedField#code number} of a field. */
    static boolean isReserved(int code) {
        return code >= 0 && code < RESERVED;
    }
}
