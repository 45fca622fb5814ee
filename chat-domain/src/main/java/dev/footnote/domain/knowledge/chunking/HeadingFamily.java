package dev.footnote.domain.knowledge.chunking;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A way in which people number headings in text that has no marked ones.
 *
 * @param levels how a heading begins, from the uppermost level down
 */
record HeadingFamily(List<Pattern> levels) {

    private static final String NUMERALS = "[零一二三四五六七八九十百0-9]+";

    private static final List<HeadingFamily> ALL = List.of(
            family(
                    "第" + NUMERALS + "(?:分?编|部分)",
                    "第" + NUMERALS + "章",
                    "第" + NUMERALS + "节",
                    "第" + NUMERALS + "条",
                    "[(（][零一二三四五六七八九十百]+[)）]"),
            family("[零一二三四五六七八九十百]+[ 、]", "[(（][零一二三四五六七八九十百]+[)）]", "[(（][0-9]{1,2}[)）]"),
            family(
                    "[0-9]{1,2}[. 、]+(?=[^0-9])",
                    "[0-9]{1,2}\\.[0-9]{1,2}(?=[^0-9.])",
                    "[0-9]{1,2}(?:\\.[0-9]{1,2}){2}(?=[^0-9.])",
                    "[0-9]{1,2}(?:\\.[0-9]{1,2}){3}(?=[^0-9.])"),
            family(
                    "PART (?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|[IVXLC]+|[0-9]+)\\b",
                    "Chapter (?:[IVXLC]+|[0-9]+)\\b",
                    "Section [0-9]+\\b",
                    "Article [0-9]+\\b"),
            family("#[^#]", "##[^#]", "###[^#]", "####[^#]", "#####[^#]", "######[^#]"));

    /** What is longer is a sentence that begins with a number. */
    private static final int MAX_LENGTH = 120;

    private static final int LEAST = 2;

    private static HeadingFamily family(String... levels) {
        return new HeadingFamily(Stream.of(levels)
                .map(level -> Pattern.compile("^" + level, Pattern.CASE_INSENSITIVE))
                .toList());
    }

    /** The family to which most of {@code lines} belong; none if hardly any does. */
    static Optional<HeadingFamily> best(List<String> lines) {
        return ALL.stream()
                .filter(family -> family.count(lines) >= LEAST)
                .max(Comparator.comparingLong(family -> family.count(lines)));
    }

    /** The level of {@code line}, from 1; empty if it is no heading. */
    OptionalInt level(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return OptionalInt.empty();
        }
        for (int level = levels.size(); level > 0; level--) {
            if (levels.get(level - 1).matcher(text).find()) {
                return OptionalInt.of(level);
            }
        }
        return OptionalInt.empty();
    }

    private long count(List<String> lines) {
        return lines.stream().filter(line -> level(line).isPresent()).count();
    }
}
