package dev.footnote.domain.citation;

import java.util.Arrays;

/**
 * A sentence laid beside one passage, or two that follow each other. The places of the sentence's words are bits, so
 * that each word of the passage costs one step for 64 words of the sentence.
 */
final class Window {

    /** Whether words come in the same order is asked for so many at the start of a sentence. */
    private static final int MOST = 512;

    private Terms sentence;
    private Terms one;
    private Terms other;

    /** For each number of a word its slot, from 1; 0 if the sentence does not say it. */
    private int[] slots;

    private int used = 1;
    private int ordered;

    /** How many {@code long} the bits of one slot take. */
    private int stride = 1;

    private long[] places = new long[64];
    private final long[] open = new long[MOST / Long.SIZE];
    private boolean[] said = new boolean[64];
    private boolean[] denied = new boolean[64];

    Window(int words, Terms nothing) {
        slots = new int[words];
        sentence = nothing;
        one = nothing;
        other = nothing;
    }

    /** Goes on with another sentence. */
    void begin(Terms next, int words) {
        for (int word : sentence.spoken) {
            slots[word] = 0;
        }
        if (words > slots.length) {
            slots = new int[2 * words];
        }
        sentence = next;
        ordered = Math.min(MOST, next.spoken.length);
        stride = Math.max(1, ordered + Long.SIZE - 1 >>> 6);
        if (next.spoken.length >= said.length) {
            said = new boolean[2 * next.spoken.length];
            denied = new boolean[said.length];
        }
        if (said.length * stride > places.length) {
            places = new long[said.length * stride];
        }
        used = 1;
        for (int word : next.content) {
            add(word);
        }
        for (int i = 0; i < next.spoken.length; i++) {
            int slot = slots[next.spoken[i]] == 0 ? add(next.spoken[i]) : slots[next.spoken[i]];
            if (i < ordered) {
                places[slot * stride + (i >>> 6)] |= 1L << i;
            }
        }
        for (int word : next.denied) {
            denied[slots[word]] = true;
        }
    }

    private int add(int word) {
        slots[word] = used;
        Arrays.fill(places, used * stride, (used + 1) * stride, 0);
        denied[used] = false;
        return used++;
    }

    /** Takes this passage, and the next one unless it is the same. */
    void lookAt(Terms passage, Terms next) {
        one = passage;
        other = next;
        Arrays.fill(open, 0, stride, -1);
        Arrays.fill(said, 0, used, false);
        hear(one);
        if (other != one) {
            hear(other);
        }
    }

    private void hear(Terms part) {
        for (int word : part.spoken) {
            int slot = word < slots.length ? slots[word] : 0;
            if (slot != 0) {
                said[slot] = true;
                follow(slot * stride);
            }
        }
    }

    /** A step of the longest common subsequence, by bits: those of {@code open} that are 0 count its length. */
    private void follow(int from) {
        long carry = 0;
        for (int i = 0; i < stride; i++) {
            long before = open[i];
            long common = before & places[from + i];
            long sum = before + common;
            long carried = Long.compareUnsigned(sum, before) < 0 ? 1 : 0;
            long whole = sum + carry;
            carry = carried | (whole == 0 && carry == 1 ? 1 : 0);
            open[i] = whole | (before & ~common);
        }
    }

    /** Whether the window says a word of the sentence. */
    boolean says(int word) {
        return said[slots[word]];
    }

    /** The share of all words of the sentence that stand in the window in the same order. */
    double order() {
        int same = 0;
        for (int i = 0; i < stride; i++) {
            int bits = Math.min(Long.SIZE, ordered - Long.SIZE * i);
            long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
            same += Long.bitCount(~open[i] & mask);
        }
        return ordered == 0 ? 0 : (double) same / ordered;
    }

    /** How many words that carry meaning follow each other without one that the window says. */
    int longestGap() {
        int longest = 0;
        int gap = 0;
        for (int word : sentence.spoken) {
            int slot = slots[word];
            if (slot <= sentence.content.length) {
                gap = said[slot] ? 0 : gap + 1;
                longest = Math.max(longest, gap);
            }
        }
        return longest;
    }

    /** How many of these words of the sentence the window does not say. */
    int missing(int[] asked) {
        int missing = 0;
        for (int word : asked) {
            missing += said[slots[word]] ? 0 : 1;
        }
        return missing;
    }

    /** Whether the sentence has a number with a unit that the window has not. */
    boolean lacksAmount() {
        for (int amount : sentence.amounts) {
            if (!contains(one.amounts, amount) && !contains(other.amounts, amount)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the window says of something that it is not so, and the sentence says it plainly. */
    boolean denies() {
        return denies(one) || (other != one && denies(other));
    }

    /** Whether the sentence says of something that it is not so, and the window says it plainly. */
    boolean isDenied() {
        return isDenied(one) || (other != one && isDenied(other));
    }

    private boolean denies(Terms part) {
        for (int word : part.denied) {
            int slot = word < slots.length ? slots[word] : 0;
            if (slot > 0 && slot <= sentence.content.length && !denied[slot]) {
                return true;
            }
        }
        return false;
    }

    private boolean isDenied(Terms part) {
        for (int word : sentence.denied) {
            if (contains(part.content, word) && !contains(part.denied, word)) {
                return true;
            }
        }
        return false;
    }

    int bounds() {
        return one.bounds | other.bounds;
    }

    boolean speaker() {
        return one.speaker || other.speaker;
    }

    boolean reader() {
        return one.reader || other.reader;
    }

    boolean question() {
        return one.question || other.question;
    }

    private static boolean contains(int[] words, int word) {
        for (int one : words) {
            if (one == word) {
                return true;
            }
        }
        return false;
    }
}
