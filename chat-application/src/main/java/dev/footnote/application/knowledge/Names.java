package dev.footnote.application.knowledge;

/** Names that are taken, and what comes after them. */
public final class Names {

    private Names() {}

    /** {@code a.txt} → {@code a(1).txt} → {@code a(2).txt}; a number of 0 counts as none. */
    public static String next(String name) {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = file.lastIndexOf('.');
        String stem = dot < 1 ? file : file.substring(0, dot);
        String suffix = dot < 1 ? "" : file.substring(dot);
        int open = stem.lastIndexOf('(');
        int number = open < 0 || !stem.endsWith(")") ? -1 : number(stem.substring(open + 1, stem.length() - 1));
        return number < 0
                ? stem + "(1)" + suffix
                : stem.substring(0, open).stripTrailing() + "(" + (number + 1) + ")" + suffix;
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(text);
    }
}
