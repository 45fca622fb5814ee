package dev.footnote.domain.citation;

import java.util.Arrays;

/** A growing row of numbers. */
final class Ints {

    private static final int[] NONE = new int[0];

    private int[] at = new int[16];
    private int count;

    void add(int value) {
        if (count == at.length) {
            at = Arrays.copyOf(at, 2 * count);
        }
        at[count++] = value;
    }

    void addOnce(int value) {
        if (!contains(value)) {
            add(value);
        }
    }

    boolean contains(int value) {
        for (int i = 0; i < count; i++) {
            if (at[i] == value) {
                return true;
            }
        }
        return false;
    }

    int get(int place) {
        return at[place];
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    /** A copy of what is in it. */
    int[] toArray() {
        return count == 0 ? NONE : Arrays.copyOf(at, count);
    }
}
