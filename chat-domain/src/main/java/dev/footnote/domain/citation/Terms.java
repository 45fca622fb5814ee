package dev.footnote.domain.citation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a text says, as far as words show it.
 *
 * @param content the words that carry meaning, without their endings; neighbouring pairs of Chinese and Japanese
 *     characters
 * @param exact those that must be found as they are: numbers and months
 * @param negated whether it says that something is not so
 */
record Terms(Set<String> content, Set<String> exact, boolean negated) {

    private static final Set<String> EMPTY_WORDS =
            Set.of(("a an the and or but if of in on at to for from by with as is"
                            + " are was were be been being it its this that these those there here he she they we you i his her"
                            + " their our your my me him them us do does did done has have had having can could will would shall"
                            + " should may might must also so such than then thus very which who whom whose what when where how"
                            + " into onto about over under between both each other some any all more most only own same s t"
                            + " according context document source text provided information based")
                    .split(" "));
    private static final Set<String> NEGATIONS = Set.of(
            "not", "no", "never", "none", "cannot", "without", "neither", "nor", "nobody", "nothing", "hardly", "kein",
            "nicht");
    private static final String WIDE_NEGATIONS = "不没無无未非";
    private static final Set<String> MONTHS = Set.of(
            ("january february march april june july august september october" + " november december").split(" "));
    private static final Map<String, String> NUMBERS = Map.of(
            "two", "2", "three", "3", "four", "4", "five", "5", "six", "6", "seven", "7", "eight", "8", "nine", "9",
            "ten", "10", "twelve", "12");

    /** The terms of {@code text}. */
    static Terms of(String text) {
        var reader = new Reader(text);
        reader.read();
        return new Terms(reader.content, reader.exact, reader.negated);
    }

    private static final class Reader {

        private final String text;
        private final Set<String> content = new HashSet<>();
        private final Set<String> exact = new HashSet<>();
        private boolean negated;

        Reader(String text) {
            this.text = text;
        }

        void read() {
            int at = listMark();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (isWide(c)) {
                    at = wide(at);
                } else if (Character.isDigit(c)) {
                    at = number(at);
                } else if (Character.isLetter(c)) {
                    at = word(at);
                } else {
                    at++;
                }
            }
        }

        /** The end of the number of a list's item at the start; 0 if there is none. */
        private int listMark() {
            int at = 0;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            boolean marked = at > 0
                    && at + 1 < text.length()
                    && (text.charAt(at) == '.' || text.charAt(at) == ')')
                    && text.charAt(at + 1) == ' ';
            return marked ? at : 0;
        }

        private int wide(int from) {
            int at = from;
            while (at < text.length() && isWide(text.charAt(at))) {
                negated |= WIDE_NEGATIONS.indexOf(text.charAt(at)) >= 0;
                if (at > from) {
                    content.add(text.substring(at - 1, at + 1));
                }
                at++;
            }
            if (at == from + 1) {
                content.add(text.substring(from, at));
            }
            return at;
        }

        private int number(int from) {
            int at = from;
            while (at < text.length()
                    && (Character.isDigit(text.charAt(at))
                            || (isPoint(at) && Character.isDigit(text.charAt(at + 1))))) {
                at++;
            }
            must(text.substring(from, at).replace(",", ""));
            return at;
        }

        private boolean isPoint(int at) {
            return (text.charAt(at) == '.' || text.charAt(at) == ',') && at + 1 < text.length();
        }

        private int word(int from) {
            int at = from;
            boolean digits = false;
            while (at < text.length() && !isWide(text.charAt(at)) && isWordPart(at)) {
                digits |= Character.isDigit(text.charAt(at));
                at++;
            }
            String word = text.substring(from, at).toLowerCase(Locale.ROOT).replace('’', '\'');
            if (NEGATIONS.contains(word) || word.endsWith("n't")) {
                negated = true;
            } else if (digits || MONTHS.contains(word)) {
                must(word);
            } else if (NUMBERS.containsKey(word)) {
                must(NUMBERS.getOrDefault(word, word));
            } else {
                int apostrophe = word.indexOf('\'');
                String plain = apostrophe > 0 ? word.substring(0, apostrophe) : word;
                if (!EMPTY_WORDS.contains(plain)) {
                    content.add(stem(plain));
                }
            }
            return at;
        }

        private boolean isWordPart(int at) {
            char c = text.charAt(at);
            boolean apostrophe = c == '\'' || c == '’';
            return Character.isLetterOrDigit(c)
                    || (apostrophe && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1)));
        }

        private void must(String term) {
            content.add(term);
            exact.add(term);
        }
    }

    private static boolean isWide(char c) {
        return Character.isIdeographic(c) || (c >= '\u3040' && c <= '\u30ff');
    }

    private static String stem(String word) {
        String stem = word;
        if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
            stem = stem.endsWith("ies") ? stem.substring(0, stem.length() - 3) + "y" : cut(stem, 1);
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = single(cut(stem, 3));
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = single(cut(stem, 2));
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
