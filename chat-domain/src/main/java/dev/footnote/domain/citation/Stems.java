package dev.footnote.domain.citation;

/** Words without the endings of English number and tense; other words stay as they are. */
final class Stems {

    private Stems() {}

    /**
     * Cuts the ending off a word in lower case, in place.
     *
     * @return how many of its letters are left
     */
    static int cut(char[] word, int letters) {
        int left = number(word, letters);
        char last = word[left - 1];
        if (left > 5 && last == 'g' && word[left - 2] == 'n' && word[left - 3] == 'i') {
            left = single(word, left - 3);
        } else if (left > 4 && last == 'd' && word[left - 2] == 'e') {
            left = past(word, left);
        } else if (left > 5 && last == 'y' && word[left - 2] == 'l') {
            left -= 2;
        }
        return left > 3 && word[left - 1] == 'e' ? left - 1 : left;
    }

    private static int number(char[] word, int letters) {
        if (letters <= 3 || word[letters - 1] != 's') {
            return letters;
        }
        char before = word[letters - 2];
        if (before == 's' || before == 'u') {
            return letters;
        }
        if (before == 'e' && word[letters - 3] == 'i') {
            word[letters - 3] = 'y';
            return letters - 2;
        }
        return letters - 1;
    }

    private static int past(char[] word, int letters) {
        if (word[letters - 3] == 'i') {
            word[letters - 3] = 'y';
            return letters - 2;
        }
        return single(word, letters - 2);
    }

    private static int single(char[] word, int letters) {
        char last = word[letters - 1];
        boolean doubled = letters > 3 && last == word[letters - 2] && last != 'l' && last != 's' && last != 'z';
        return doubled ? letters - 1 : letters;
    }
}
