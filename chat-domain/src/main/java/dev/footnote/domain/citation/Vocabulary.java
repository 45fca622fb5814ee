package dev.footnote.domain.citation;

import java.util.Arrays;

/**
 * Numbers for words, and what each word is. A word is known by a number of 64 bits that is made of its letters, so that
 * none is kept as text. Used by one thread at a time.
 */
final class Vocabulary {

    /** Stands for no word. */
    static final int NONE = -1;

    /** What the letters before the first make. */
    static final long START = 0x2545F4914F6CDD1DL;

    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int TABLE = 4096;
    private static final int ROOT = 5;
    private static final Vocabulary COMMON = CommonWords.into(new Vocabulary());

    private long[] keys;
    private int[] numbers;
    private int[] kinds;
    private int[] terms;
    private int[] roots;
    private int shift;
    private int size;

    private Vocabulary() {
        keys = new long[TABLE];
        numbers = new int[TABLE];
        kinds = new int[TABLE / 2];
        terms = new int[TABLE / 2];
        roots = new int[TABLE / 2];
        Arrays.fill(roots, NONE);
        shift = Long.SIZE - Integer.numberOfTrailingZeros(TABLE);
    }

    private Vocabulary(Vocabulary other) {
        keys = other.keys.clone();
        numbers = other.numbers.clone();
        kinds = other.kinds.clone();
        terms = other.terms.clone();
        roots = other.roots.clone();
        shift = other.shift;
        size = other.size;
    }

    /** One that knows the common words. */
    static Vocabulary common() {
        return new Vocabulary(COMMON);
    }

    /** The key of a text that has {@code letter} behind what made {@code key}. */
    static long key(long key, char letter) {
        return (key + letter) * MIX;
    }

    static long key(char[] letters, int length) {
        long key = START;
        for (int i = 0; i < length; i++) {
            key = key(key, letters[i]);
        }
        return key;
    }

    static long key(String text) {
        return key(text.toCharArray(), text.length());
    }

    /** How many numbers there are; they begin at 0. */
    int size() {
        return size;
    }

    /** What the word is, as {@link CommonWords} says. */
    int kind(int word) {
        return kinds[word];
    }

    /** The word without its ending, or what it means. */
    int term(int word) {
        return terms[word];
    }

    /** What the term shares with words of its kin: "associate" with "association"; a number is its own. */
    int root(int term) {
        return term < size && roots[term] != NONE ? roots[term] : term;
    }

    /** The number of the word with this key; NONE if it has none. */
    int find(long key) {
        for (int slot = (int) (key >>> shift); ; slot = slot + 1 & keys.length - 1) {
            if (keys[slot] == key) {
                return numbers[slot];
            }
            if (keys[slot] == 0) {
                return NONE;
            }
        }
    }

    /** Notes what the word with this key is. */
    int learn(long key, int kind, int term) {
        int word = number(key);
        kinds[word] |= kind;
        terms[word] = term;
        return word;
    }

    /** The number of a word in lower case that was not known; {@code letters} are changed. */
    int learn(long key, char[] letters, int length) {
        int stem = Stems.cut(letters, length);
        int term = term(stem == length ? key : key(letters, stem), letters, stem);
        if (stem == length) {
            terms[term] = term;
            return term;
        }
        return learn(key, kinds[term] & CommonWords.UNIT, term);
    }

    /** The number of a term that stands for two, one behind the other. */
    int together(int one, int other) {
        return number((START + one) * MIX ^ (START - other) * (MIX + 2));
    }

    /** The number of a term that is written with these letters. */
    int term(char[] letters, int length) {
        return term(key(letters, length), letters, length);
    }

    private int term(long key, char[] letters, int length) {
        int term = number(key);
        if (roots[term] == NONE) {
            boolean cut = length > ROOT && Character.isLetter(letters[0]);
            int root = cut ? number(key(letters, ROOT)) : term;
            roots[term] = root;
        }
        return term;
    }

    /** The number of what has this key, a new one if it has none. */
    int number(long key) {
        int slot = (int) (key >>> shift);
        while (keys[slot] != 0) {
            if (keys[slot] == key) {
                return numbers[slot];
            }
            slot = slot + 1 & keys.length - 1;
        }
        if (size == kinds.length) {
            grow();
            return number(key);
        }
        keys[slot] = key;
        numbers[slot] = size;
        terms[size] = NONE;
        return size++;
    }

    private void grow() {
        long[] before = keys;
        int[] numbered = numbers;
        keys = new long[2 * before.length];
        numbers = new int[keys.length];
        shift--;
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = (int) (before[i] >>> shift);
                while (keys[slot] != 0) {
                    slot = slot + 1 & keys.length - 1;
                }
                keys[slot] = before[i];
                numbers[slot] = numbered[i];
            }
        }
        kinds = Arrays.copyOf(kinds, keys.length / 2);
        terms = Arrays.copyOf(terms, keys.length / 2);
        int known = roots.length;
        roots = Arrays.copyOf(roots, keys.length / 2);
        Arrays.fill(roots, known, roots.length, NONE);
    }
}
