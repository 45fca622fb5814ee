package dev.footnote.domain.citation;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** In which passages each word stands; of a word the passages are in order, each once. */
final class Places {

    private final int[] ends;
    private final int[] passages;

    /** Notes under which {@code key} the words of {@code all} stand; numbers of words are below {@code words}. */
    Places(List<Passages.Passage> all, int words, IntUnaryOperator key) {
        var counts = new int[words + 1];
        var last = new int[words];
        for (int passage = 0; passage < all.size(); passage++) {
            for (int term : all.get(passage).terms().content) {
                int word = key.applyAsInt(term);
                if (last[word] != passage + 1) {
                    last[word] = passage + 1;
                    counts[word]++;
                }
            }
        }
        int sum = 0;
        for (int word = 0; word <= words; word++) {
            int count = counts[word];
            counts[word] = sum;
            sum += count;
        }
        passages = new int[sum];
        ends = counts; // from where each begins, they grow to where it ends
        for (int passage = 0; passage < all.size(); passage++) {
            for (int term : all.get(passage).terms().content) {
                int word = key.applyAsInt(term);
                if (last[word] != -passage - 1) {
                    last[word] = -passage - 1;
                    passages[ends[word]++] = passage;
                }
            }
        }
    }

    /** How many passages have the word. */
    int count(int word) {
        return end(word) - from(word);
    }

    /** The first of the places, for {@link #at}, where the passages of the word stand. */
    int from(int word) {
        return word > 0 ? end(word - 1) : 0;
    }

    /** Behind the last of the places of the word. */
    int end(int word) {
        return ends[Math.min(word, ends.length - 1)];
    }

    int at(int place) {
        return passages[place];
    }
}
