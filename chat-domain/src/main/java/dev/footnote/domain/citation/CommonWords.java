package dev.footnote.domain.citation;

import java.util.function.IntUnaryOperator;

/** The words that are more than a part of what a text is about, and what they are. */
final class CommonWords {

    /** A word without meaning of its own. */
    static final int EMPTY = 1;

    static final int NEGATION = 1 << 1;
    static final int SPEAKER = 1 << 2;
    static final int READER = 1 << 3;

    /** After it a denial does not reach further. */
    static final int EXCEPTION = 1 << 4;

    /** Must be found as it is: a number, a month. */
    static final int EXACT = 1 << 5;

    static final int UNIT = 1 << 6;

    /** The bits from here on tell which word of degree it is. */
    static final int BOUND = 7;

    private static final String EMPTY_WORDS =
            "a an the and or but if of in on at to for from by with as is are was were be been being it its this that"
                    + " these those there here he she they we you i his her their our your my me him them us do does did done"
                    + " has have had having can could will would shall should may might must also so such than then thus"
                    + " very which who whom whose what when where how into onto about over under between both each other"
                    + " some any all more most only own same s t m d re ve ll n th nd rd according context document source"
                    + " text provided information based yes yeah yea yep oh ah well ok okay sure hi hello hey wow definitely"
                    + " absolutely really actually indeed please thanks because though however just too while mine myself yours"
                    + " yourself every always often usually sometimes probably perhaps possibly maybe many several few";
    private static final String NEGATIONS =
            "not no never none cannot without neither nor nobody nothing hardly kein nicht keine ne pas jamais nunca";
    private static final String BOUNDS =
            "all every each always only most many several few some any often usually sometimes may might could"
                    + " probably perhaps possibly maybe must both";
    private static final String MONTHS =
            "january february march april june july august september october november december";
    private static final String UNITS =
            "hundred thousand million billion trillion percent year month week day hour minute second meter metre"
                    + " kilometer kilometre km mile foot feet inch kg gram mg ton pound dollar euro degree mb gb tb kb ms";
    private static final String[] NUMBERS = {
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
    };

    private CommonWords() {}

    /** Makes an empty vocabulary know these words. */
    static Vocabulary into(Vocabulary words) {
        each(words, EMPTY_WORDS, place -> EMPTY);
        each(words, NEGATIONS, place -> NEGATION);
        each(words, "i me my mine myself we our ours us", place -> SPEAKER);
        each(words, "you your yours yourself", place -> READER);
        each(words, "only just merely until", place -> EXCEPTION);
        each(words, BOUNDS, place -> 1 << BOUND + place);
        each(words, MONTHS, place -> EXACT);
        for (String unit : UNITS.split(" ", -1)) {
            char[] letters = unit.toCharArray();
            int stem = Stems.cut(letters, letters.length);
            int term = words.term(letters, stem);
            words.learn(Vocabulary.key(unit), UNIT, term);
            words.learn(Vocabulary.key(new String(letters, 0, stem)), UNIT, term);
        }
        means(words, "one", "1", 0); // often no number
        for (int i = 0; i < NUMBERS.length; i++) {
            means(words, NUMBERS[i], Integer.toString(i + 2), EXACT);
        }
        means(words, "twenty", "20", EXACT);
        return words;
    }

    private static void each(Vocabulary words, String list, IntUnaryOperator kind) {
        String[] all = list.split(" ", -1);
        for (int i = 0; i < all.length; i++) {
            means(words, all[i], all[i], kind.applyAsInt(i));
        }
    }

    private static void means(Vocabulary words, String word, String meaning, int kind) {
        char[] letters = meaning.toCharArray();
        words.learn(Vocabulary.key(word), kind, words.term(letters, letters.length));
    }
}
