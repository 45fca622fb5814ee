package dev.footnote.adapter.extractive;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text that carry meaning, reduced so that forms of one English word are equal. */
final class Terms {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern IDEOGRAPH = Pattern.compile("\\p{IsIdeographic}");
    private static final Set<String> EMPTY_WORDS = Set.of(
            ("a about after all also am an and any are as at be been before being between both but by can could did do"
                            + " does doing done each for from get give had has have he her here him his how i if in into is"
                            + " it its just know let like may me might more most must my need no nor not of on one only or"
                            + " other our out over own please shall she should so some such tell than that the their them"
                            + " then there these they this those through to too under until up us use used uses using very was we were what"
                            + " when where which while who whom whose why will with would you your")
                    .split(" ", -1));

    private Terms() {}

    /** The terms of {@code text}, each once. Of ideographs every neighbouring pair is a term. */
    static Set<String> of(String text) {
        var terms = new LinkedHashSet<String>();
        Matcher words =
                WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        while (words.find()) {
            String word = words.group();
            if (IDEOGRAPH.matcher(word).find()) {
                addPairs(word, terms);
            } else if (!EMPTY_WORDS.contains(word) && (word.length() > 1 || Character.isDigit(word.charAt(0)))) {
                terms.add(stem(word));
            }
        }
        return terms;
    }

    private static void addPairs(String word, Set<String> terms) {
        int[] points = word.codePoints().toArray();
        for (int i = 0; i < Math.max(1, points.length - 1); i++) {
            terms.add(new String(points, i, Math.min(2, points.length - i)));
        }
    }

    private static String stem(String word) {
        String stem = singular(word);
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = undoubled(stem.substring(0, stem.length() - 3));
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = undoubled(stem.substring(0, stem.length() - 2));
        }
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String singular(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4 && (word.endsWith("sses") || word.endsWith("shes") || word.endsWith("ches"))) {
            return word.substring(0, length - 2);
        }
        boolean plural = length > 3
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is");
        return plural ? word.substring(0, length - 1) : word;
    }

    private static String undoubled(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "lsz".indexOf(stem.charAt(last)) < 0;
        return doubled ? stem.substring(0, last) : stem;
    }
}
