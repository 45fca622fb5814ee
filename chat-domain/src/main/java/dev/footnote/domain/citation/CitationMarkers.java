package dev.footnote.domain.citation;

/** The markers {@code [ID:n]} by which an answer cites. */
public final class CitationMarkers {

    private CitationMarkers() {}

    /** The marker of the {@code chunk}-th chunk. */
    public static String marker(int chunk) {
        return "[ID:" + chunk + "]";
    }

    /** {@code text} changed so that nothing in it can be taken for a marker; the same length or longer, readable. */
    public static String disarmed(String text) {
        return text.replace("[ID:", "[ID ")
                .replace("[ID：", "[ID ")
                .replace("##", "# #")
                .replace("$$", "$ $");
    }
}
