package dev.footnote.domain.citation;

import java.util.Arrays;

/** Reads texts, one after the other, and notes what each says. Used by one thread at a time. */
final class TermReader {

    /** How many words without meaning may stand between a denial and what it denies. */
    private static final int REACH = 4;

    /** How many words before a denial "I" may stand to make it one of knowing. */
    private static final int KNOWING = 3;

    /** The most letters that a word has which stands for another. */
    private static final int LONGEST_OWN = 16;

    private static final String WIDE_NEGATIONS = "不没無无未非";
    private static final String[] ORDINALS = {
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
    };
    private static final String[] ORDINAL_ENDINGS = {"st", "nd", "rd", "th"};

    final Ints content = new Ints();
    final Ints spoken = new Ints();
    final Ints exact = new Ints();
    final Ints amounts = new Ints();
    final Ints names = new Ints();
    final Ints denied = new Ints();

    /** All that the words are. */
    int kinds;

    boolean question;

    private final Vocabulary words;
    private final int first;
    private final int percent;
    private int[] heardIn = new int[0];
    private int reading;
    private char[] text = new char[0];
    private char[] letters = new char[LONGEST_OWN];
    private int end;
    private int denying;
    private int number;

    TermReader(Vocabulary words) {
        this.words = words;
        first = words.term(words.find(Vocabulary.key("i")));
        percent = words.term(words.find(Vocabulary.key("percent")));
    }

    /** What {@code sentence} says. */
    Terms read(String sentence) {
        begin(sentence);
        int at = listMark();
        while (at < end) {
            char c = text[at];
            if (Letters.isLatin(c) || (!Letters.isWide(c) && Character.isLetter(c))) {
                at = word(at);
            } else if (Letters.isWide(c)) {
                at = wide(at);
            } else if (Character.isDigit(c)) {
                at = number(at);
            } else if (c == '[') {
                at = Math.max(at + 1, note(at));
            } else {
                denying = c != ' ' && ".,;:()!".indexOf(c) >= 0 ? 0 : denying;
                if (c == '%') {
                    unit(percent);
                }
                at++;
            }
        }
        question = sentence.indexOf('?', Math.max(0, end - 3)) >= 0 || sentence.endsWith("？");
        return new Terms(this);
    }

    private void begin(String sentence) {
        end = sentence.length();
        if (text.length < end) {
            text = new char[2 * end];
            letters = new char[Math.max(LONGEST_OWN, text.length)];
        }
        sentence.getChars(0, end, text, 0);
        content.clear();
        spoken.clear();
        exact.clear();
        amounts.clear();
        names.clear();
        denied.clear();
        kinds = 0;
        denying = 0;
        number = Vocabulary.NONE;
        reading++;
    }

    /** The end of the number of a list's item at the start; 0 if there is none. */
    private int listMark() {
        int at = 0;
        while (at < end && Character.isDigit(text[at])) {
            at++;
        }
        boolean marked = at > 0 && at + 1 < end && (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ';
        return marked ? at : 0;
    }

    /** The end of a note's number in square brackets, or of what looks like a marker; 0 if there is none. */
    private int note(int from) {
        int at = from + 1;
        if (at + 1 < end && (text[at] | 0x20) == 'i' && (text[at + 1] | 0x20) == 'd') {
            at += 2;
        }
        while (at < end && (Character.isDigit(text[at]) || " ,:：;-".indexOf(text[at]) >= 0)) {
            at++;
        }
        return at > from + 1 && at < end && text[at] == ']' ? at + 1 : 0;
    }

    private int wide(int from) {
        int at = from;
        while (at < end && Letters.isWide(text[at])) {
            denying = at > from ? denying : 0;
            if (at > from && WIDE_NEGATIONS.indexOf(text[at - 1]) >= 0) {
                denying = REACH;
                int pair = term(at - 1, at + 1); // what is denied is the next one
                mean(pair);
                spoken.add(pair);
            } else if (at > from) {
                say(term(at - 1, at + 1));
            }
            at++;
        }
        if (at == from + 1) {
            say(term(from, at));
        }
        return at;
    }

    private int number(int from) {
        int at = from;
        int digits = 0;
        while (at < end && (Character.isDigit(text[at]) || isPoint(at))) {
            if (text[at] != ',') {
                letters[digits++] = text[at];
            }
            at++;
        }
        int ordinal = ordinal(digits, at);
        if (ordinal > 0) {
            String name = ORDINALS[ordinal - 1];
            name.getChars(0, name.length(), letters, 0);
            say(words.term(letters, name.length()));
            return at + 2;
        }
        must(words.term(letters, digits));
        return at;
    }

    /** Which one the number in {@code letters} and the ending at {@code at} name, up to 10; 0 for none. */
    private int ordinal(int digits, int at) {
        boolean ten = digits == 2 && letters[0] == '1' && letters[1] == '0';
        if (at + 1 >= end || !(digits == 1 || ten)) {
            return 0;
        }
        int value = ten ? 10 : Character.digit(letters[0], 10);
        String ending = ORDINAL_ENDINGS[Math.clamp(value, 1, 4) - 1];
        boolean ends = (text[at] | 0x20) == ending.charAt(0) && (text[at + 1] | 0x20) == ending.charAt(1);
        return ends ? value : 0;
    }

    private boolean isPoint(int at) {
        return (text[at] == '.' || text[at] == ',') && at + 1 < end && Character.isDigit(text[at + 1]);
    }

    private int word(int from) {
        int at = from;
        long key = Vocabulary.START;
        while (at < end && Letters.isLatin(text[at])) {
            char c = Letters.small(text[at]);
            letters[at++ - from] = c;
            key = Vocabulary.key(key, c);
        }
        if (at < end && isWordPart(at)) {
            return longWord(from);
        }
        note(known(key, at - from, 0), from, at);
        return at;
    }

    /** A word of more than Latin letters: with an apostrophe, digits, or other letters. */
    private int longWord(int from) {
        int at = from;
        int apostrophe = 0;
        boolean digits = false;
        while (at < end && isWordPart(at)) {
            char c = Letters.lower(text[at]);
            apostrophe = c == '\'' && apostrophe == 0 ? at - from : apostrophe;
            digits |= Character.isDigit(c);
            letters[at++ - from] = c;
        }
        int length = at - from;
        boolean not =
                apostrophe > 0 && apostrophe == length - 2 && letters[length - 1] == 't' && letters[length - 3] == 'n';
        int plain = apostrophe > 0 && !not ? apostrophe : length;
        int kind = not ? CommonWords.NEGATION : digits ? CommonWords.EXACT : 0;
        note(known(Vocabulary.key(letters, plain), plain, kind), from, at);
        return at;
    }

    private boolean isWordPart(int at) {
        char c = text[at];
        boolean apostrophe = c == '\'' || c == '’';
        return apostrophe
                ? at + 1 < end && Character.isLetter(text[at + 1])
                : c > ' ' && !Letters.isWide(c) && Character.isLetterOrDigit(c);
    }

    private int known(long key, int length, int kind) {
        int word = words.find(key);
        if (word != Vocabulary.NONE && words.term(word) != Vocabulary.NONE) {
            return word;
        }
        return kind == 0 ? words.learn(key, letters, length) : words.learn(key, kind, words.term(letters, length));
    }

    private void note(int word, int from, int to) {
        int kind = words.kind(word);
        int term = words.term(word);
        kinds |= kind;
        if ((kind & CommonWords.NEGATION) != 0) {
            denying = aside(to) ? 0 : REACH;
            spoken.add(term);
        } else if ((kind & CommonWords.EXACT) != 0) {
            must(term);
        } else if ((kind & CommonWords.EMPTY) != 0) {
            denying = (kind & CommonWords.EXCEPTION) != 0 ? 0 : Math.max(0, denying - 1);
            spoken.add(term);
        } else {
            boolean name = from > 0 && Character.isUpperCase(text[from]) && !content.isEmpty();
            if ((kind & CommonWords.UNIT) != 0) {
                unit(term);
            } else {
                say(term);
            }
            if (name) {
                names.addOnce(term);
            }
        }
    }

    /** Whether a denial here is about no more than what the writer knows, or answers a question before it. */
    private boolean aside(int after) {
        int heard = spoken.count();
        boolean alone = after == end || ",.!;:".indexOf(text[after]) >= 0;
        if (heard == 0 && alone) {
            return true;
        }
        for (int i = Math.max(0, heard - KNOWING); i < heard; i++) {
            if (spoken.get(i) == first) {
                return true;
            }
        }
        return false;
    }

    private int term(int from, int to) {
        System.arraycopy(text, from, letters, 0, to - from);
        return words.term(letters, to - from);
    }

    private void mean(int term) {
        if (term >= heardIn.length) {
            heardIn = Arrays.copyOf(heardIn, Math.max(2 * heardIn.length, 2 * words.size()));
        }
        if (heardIn[term] != reading) {
            heardIn[term] = reading;
            content.add(term);
        }
    }

    private void say(int term) {
        mean(term);
        if (denying > 0) {
            denied.addOnce(term);
            denying = 0;
        }
        spoken.add(term);
        number = Vocabulary.NONE;
    }

    private void must(int term) {
        say(term);
        exact.addOnce(term);
        number = term;
    }

    /** Notes a unit, and with it the number it stands behind. */
    private void unit(int unit) {
        int before = number;
        say(unit);
        if (before != Vocabulary.NONE) {
            amounts.addOnce(words.together(before, unit));
        }
    }
}
