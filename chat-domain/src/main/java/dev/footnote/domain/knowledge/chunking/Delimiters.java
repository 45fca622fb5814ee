package dev.footnote.domain.knowledge.chunking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a text may be cut and where it must be.
 *
 * @param characters at each of which plain text may be cut
 * @param forced longer delimiters, longest first, at which every text is cut; they belong to no piece
 */
record Delimiters(String characters, List<String> forced) {

    /** Reads {@code setting}, in which forced delimiters stand between backticks. */
    static Delimiters of(String setting) {
        String text = setting.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
        var characters = new StringBuilder();
        var forced = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            int close = text.charAt(at) == '`' ? text.indexOf('`', at + 1) : -1;
            if (close > at + 1) {
                forced.add(text.substring(at + 1, close));
                at = close + 1;
            } else {
                if (text.charAt(at) != '`') {
                    characters.append(text.charAt(at));
                }
                at++;
            }
        }
        forced.sort(Comparator.comparingInt(String::length).reversed());
        return new Delimiters(characters.toString(), List.copyOf(forced));
    }

    /** {@code text} cut at the forced delimiters, without them. */
    List<String> forcedPieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            int length = forcedAt(text, at);
            if (length > 0) {
                pieces.add(text.substring(from, at));
                from = at + length;
            }
            at += Math.max(1, length);
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** {@code text} cut behind each of the characters, all of it kept. */
    List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (characters.indexOf(text.charAt(at)) >= 0) {
                pieces.add(text.substring(from, at + 1));
                from = at + 1;
            }
        }
        if (from < text.length()) {
            pieces.add(text.substring(from));
        }
        return pieces;
    }

    /** {@code text} cut behind each of the characters and forced delimiters, all of it kept. */
    List<String> allPieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            int length = forcedAt(text, at);
            boolean cut = length > 0 || characters.indexOf(text.charAt(at)) >= 0;
            at += Math.max(1, length);
            if (cut) {
                pieces.add(text.substring(from, at));
                from = at;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private int forcedAt(String text, int at) {
        for (String delimiter : forced) {
            if (text.startsWith(delimiter, at)) {
                return delimiter.length();
            }
        }
        return 0;
    }
}
