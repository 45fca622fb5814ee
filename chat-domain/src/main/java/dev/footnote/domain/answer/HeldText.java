package dev.footnote.domain.answer;

/** Text that waits to be sent, out of which sentences can be cut; what stood around them joins without a gap. */
final class HeldText {

    private final StringBuilder text = new StringBuilder();
    private int hole = -1; // where the last sentence was cut out; -1 for nowhere

    void append(String piece) {
        text.append(piece);
    }

    /**
     * Takes the last {@code length} characters off.
     *
     * @param first whether nothing stands before the text
     */
    void cut(int length, boolean first) {
        join(first, false);
        text.setLength(text.length() - length);
        hole = text.length();
    }

    /** Empties this; {@code last} says that nothing follows. */
    String take(boolean first, boolean last) {
        join(first, last);
        String taken = text.toString();
        clear();
        return taken;
    }

    void clear() {
        text.setLength(0);
        hole = -1;
    }

    private void join(boolean first, boolean last) {
        if (hole < 0) {
            return;
        }
        int from = hole;
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        int to = hole;
        while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        boolean atEdge = (first && from == 0) || (last && to == text.length());
        text.replace(from, to, atEdge ? "" : wider(text.substring(from, hole), text.substring(hole, to)));
        hole = -1;
    }

    /** The one with more line ends; else the longer one. */
    private static String wider(String before, String after) {
        int lines = Long.compare(lineEnds(before), lineEnds(after));
        int width = lines == 0 ? Integer.compare(before.length(), after.length()) : lines;
        return width >= 0 ? before : after;
    }

    private static long lineEnds(String space) {
        return space.chars().filter(c -> c == '\n').count();
    }
}
