package dev.footnote.adapter.lucene;

/** The fields that words are looked for in, with their weights; the best one counts. Chinese words have their own. */
enum SearchedField {
    CONTENT(1, ChunkFields.CONTENT, 2),
    TITLE(3, ChunkFields.TITLE, 10),
    QUESTIONS(5, ChunkFields.QUESTIONS, 20),
    KEYWORDS(7, ChunkFields.KEYWORDS, 30);

    /** All that {@link #code} yields are below this. */
    static final int CODES = 9;

    private final int code;
    private final String field;
    private final float weight;

    SearchedField(int code, String field, float weight) {
        this.code = code;
        this.field = field;
        this.weight = weight;
    }

    /** Its name in the index. */
    String field(boolean chinese) {
        return chinese ? field + ChunkFields.CHINESE : field;
    }

    /** Its number among the {@link TermCodes} of a chunk, where it stands before the terms of the field. */
    int code(boolean chinese) {
        return chinese ? code + 1 : code;
    }

    float weight() {
        return weight;
    }
}
