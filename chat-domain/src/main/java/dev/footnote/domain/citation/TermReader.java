package dev.footnote.domain.citation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a text once and notes what it says. */
final class TermReader {

    private static final Set<String> EMPTY_WORDS = words(
            "a an the and or but if of in on at to for from by with as is are was were be been being it its this that"
                    + " these those there here he she they we you i his her their our your my me him them us do does did done"
                    + " has have had having can could will would shall should may might must also so such than then thus"
                    + " very which who whom whose what when where how into onto about over under between both each other"
                    + " some any all more most only own same s t m d re ve ll n th nd rd according context document source"
                    + " text provided information based yes yeah yea yep oh ah well ok okay sure hi hello hey wow definitely"
                    + " absolutely really actually indeed please thanks because though however just too while mine myself yours"
                    + " yourself every always often usually sometimes probably perhaps possibly maybe many several few");
    private static final Set<String> NEGATIONS = words(
            "not no never none cannot without neither nor nobody nothing hardly kein nicht keine ne pas jamais nunca");
    private static final Set<String> BOUNDS =
            words("all every each always only most many several few some any often usually sometimes may might could"
                    + " probably perhaps possibly maybe must both");
    private static final Set<String> SPEAKER = words("i me my mine myself we our ours us");
    private static final Set<String> READER = words("you your yours yourself");
    private static final Set<String> EXCEPTIONS = words("only just merely until");

    /** How many words without meaning may stand between a denial and what it denies. */
    private static final int REACH = 4;

    /** How many words before a denial "I" may stand to make it one of knowing. */
    private static final int KNOWING = 3;

    private static final String WIDE_NEGATIONS = "不没無无未非";
    private static final Set<String> MONTHS =
            words("january february march april june july august september october november december");
    private static final Set<String> UNITS = words(
            "hundred thousand million billion trillion percent year month week day hour minute second meter metre"
                    + " kilometer kilometre km mile foot feet inch kg gram mg ton pound dollar euro degree mb gb tb kb ms");
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("eleven", "11"),
            Map.entry("twelve", "12"),
            Map.entry("twenty", "20"));

    private static final Map<String, String> ORDINALS = Map.of(
            "1st", "first",
            "2nd", "second",
            "3rd", "third",
            "4th", "fourth",
            "5th", "fifth",
            "6th", "sixth",
            "7th", "seventh",
            "8th", "eighth",
            "9th", "ninth",
            "10th", "tenth");

    private final String text;
    private final List<String> spoken = new ArrayList<>();
    private final Set<String> content = new LinkedHashSet<>();
    private final Set<String> exact = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> bounds = new LinkedHashSet<>();
    private final Set<String> denied = new LinkedHashSet<>();
    private int denying;
    private boolean speaker;
    private boolean reader;
    private String number = "";

    TermReader(String text) {
        this.text = text;
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }

    Terms read() {
        int at = listMark();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isWide(c)) {
                at = wide(at);
            } else if (Character.isDigit(c)) {
                at = number(at);
            } else if (Character.isLetter(c)) {
                at = word(at);
            } else if (c == '[') {
                at = Math.max(at + 1, note(at));
            } else {
                denying = ".,;:()!".indexOf(c) >= 0 ? 0 : denying;
                if (c == '%') {
                    unit("percent");
                }
                at++;
            }
        }
        boolean question = text.indexOf('?', Math.max(0, text.length() - 3)) >= 0 || text.endsWith("？");
        return new Terms(content, spoken, exact, names, bounds, denied, speaker, reader, question);
    }

    /** The end of the number of a list's item at the start; 0 if there is none. */
    private int listMark() {
        int at = 0;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        boolean marked = at > 0
                && at + 1 < text.length()
                && (text.charAt(at) == '.' || text.charAt(at) == ')')
                && text.charAt(at + 1) == ' ';
        return marked ? at : 0;
    }

    /** The end of a note's number in square brackets, or of what looks like a marker; 0 if there is none. */
    private int note(int from) {
        int at = from + 1;
        if (text.regionMatches(true, at, "id", 0, 2)) {
            at += 2;
        }
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || " ,:：;-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at > from + 1 && at < text.length() && text.charAt(at) == ']' ? at + 1 : 0;
    }

    private int wide(int from) {
        int at = from;
        while (at < text.length() && isWide(text.charAt(at))) {
            denying = at > from ? denying : 0;
            if (at > from && WIDE_NEGATIONS.indexOf(text.charAt(at - 1)) >= 0) {
                denying = REACH;
                content.add(text.substring(at - 1, at + 1)); // what is denied is the next pair
            } else if (at > from) {
                say(text.substring(at - 1, at + 1));
            }
            at++;
        }
        if (at == from + 1) {
            say(text.substring(from, at));
        }
        return at;
    }

    private int number(int from) {
        int at = from;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || (isPoint(at) && Character.isDigit(text.charAt(at + 1))))) {
            at++;
        }
        String digits = text.substring(from, at).replace(",", "");
        String ordinal = ORDINALS.get(
                text.substring(from, Math.min(text.length(), at + 2)).toLowerCase(Locale.ROOT));
        if (ordinal != null) {
            say(ordinal);
            return at + 2;
        }
        must(digits);
        return at;
    }

    private boolean isPoint(int at) {
        return (text.charAt(at) == '.' || text.charAt(at) == ',') && at + 1 < text.length();
    }

    private int word(int from) {
        int at = from;
        boolean digits = false;
        while (at < text.length() && !isWide(text.charAt(at)) && isWordPart(at)) {
            digits |= Character.isDigit(text.charAt(at));
            at++;
        }
        String word = text.substring(from, at).toLowerCase(Locale.ROOT).replace('’', '\'');
        int apostrophe = word.indexOf('\'');
        String plain = apostrophe > 0 && !word.endsWith("n't") ? word.substring(0, apostrophe) : word;
        speaker |= SPEAKER.contains(plain);
        reader |= READER.contains(plain);
        if (BOUNDS.contains(plain)) {
            bounds.add(plain);
        }
        if (NEGATIONS.contains(plain) || plain.endsWith("n't")) {
            denying = aside(at) ? 0 : REACH;
            spoken.add(plain);
        } else if (digits || MONTHS.contains(plain)) {
            must(plain);
        } else if (plain.equals("one")) {
            say("1"); // often no number
        } else if (NUMBERS.containsKey(plain)) {
            must(NUMBERS.getOrDefault(plain, plain));
        } else if (!EMPTY_WORDS.contains(plain)) {
            String stem = Stems.of(plain);
            boolean name = from > 0 && Character.isUpperCase(text.charAt(from)) && !content.isEmpty();
            if (UNITS.contains(stem) || UNITS.contains(plain)) {
                unit(stem);
            } else {
                say(stem);
            }
            if (name) {
                names.add(stem);
            }
        } else {
            denying = EXCEPTIONS.contains(plain) ? 0 : Math.max(0, denying - 1);
            spoken.add(plain);
        }
        return at;
    }

    /** Whether a denial here is about no more than what the writer knows, or answers a question before it. */
    private boolean aside(int end) {
        int heard = spoken.size();
        boolean alone = end == text.length() || ",.!;:".indexOf(text.charAt(end)) >= 0;
        return (heard == 0 && alone)
                || spoken.subList(Math.max(0, heard - KNOWING), heard).contains("i");
    }

    private boolean isWordPart(int at) {
        char c = text.charAt(at);
        boolean apostrophe = c == '\'' || c == '’';
        return Character.isLetterOrDigit(c)
                || (apostrophe && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1)));
    }

    private void say(String term) {
        content.add(term);
        if (denying > 0) {
            denied.add(term);
            denying = 0;
        }
        spoken.add(term);
        number = "";
    }

    private void must(String term) {
        say(term);
        exact.add(term);
        number = term;
    }

    /** Notes a unit, and with it the number it stands behind. */
    private void unit(String unit) {
        String before = number;
        say(unit);
        if (!before.isEmpty()) {
            exact.add(before + ' ' + unit);
        }
    }

    private static boolean isWide(char c) {
        return Character.isIdeographic(c) || (c >= '\u3040' && c <= '\u30ff');
    }
}
