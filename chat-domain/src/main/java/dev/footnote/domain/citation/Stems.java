package dev.footnote.domain.citation;

/** Words without the endings of English number and tense; other words stay as they are. */
final class Stems {

    private Stems() {}

    /** {@code word}, in lower case, without its ending. */
    static String of(String word) {
        String stem = word;
        if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
            stem = stem.endsWith("ies") ? cut(stem, 3) + "y" : cut(stem, 1);
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = single(cut(stem, 3));
        } else if (stem.length() > 4 && stem.endsWith("ied")) {
            stem = cut(stem, 3) + "y";
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = single(cut(stem, 2));
        } else if (stem.length() > 5 && stem.endsWith("ly")) {
            stem = cut(stem, 2);
        }
        return stem.length() > 3 && stem.endsWith("e") ? cut(stem, 1) : stem;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static String single(String word) {
        int last = word.length() - 1;
        boolean doubled =
                last > 2 && word.charAt(last) == word.charAt(last - 1) && "lsz".indexOf(word.charAt(last)) < 0;
        return doubled ? cut(word, 1) : word;
    }
}
