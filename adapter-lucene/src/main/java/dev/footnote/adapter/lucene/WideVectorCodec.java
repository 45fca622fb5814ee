package dev.footnote.adapter.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own codec and format under their own names, but with vectors of more than 1024 numbers, as many models make
 * them, and with more neighbours to each. Any Lucene reads what this writes.
 */
final class WideVectorCodec extends Lucene104Codec {

    private static final int MAX_DIMENSION = 8192;

    /** Half more than Lucene's, so that more of the nearest are found; the narrower beam pays for them (ADR 16). */
    private static final int NEIGHBOURS = 24;

    private static final int BEAM = 80;

    private final KnnVectorsFormat vectors = new Wide(new Lucene99HnswVectorsFormat(NEIGHBOURS, BEAM));

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }

    private static final class Wide extends KnnVectorsFormat {

        private final KnnVectorsFormat format;

        Wide(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSION;
        }
    }
}
