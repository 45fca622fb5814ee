package dev.footnote.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rule by which RAGFlow 0.24 puts citations into a finished answer, without vectors and dictionaries, ported
 * straight: the weights of a chunk are computed again for every piece, and the threshold falls until something is
 * cited.
 */
final class OriginalRule {

    private static final Pattern PIECES = Pattern.compile("(?<=[^|][；。？!！\\n])|(?<=[a-z][.?;!][ \\n])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}.'-]*");
    private static final Pattern ASKING = Pattern.compile("(^| )(what|who|how|which|where|why)('re|'s)? ");
    private static final Pattern FILLING = Pattern.compile(
            "(^| )('s|'re|is|are|were|was|do|does|did|don't|doesn't|didn't"
                    + "|has|have|be|there|you|me|your|my|mine|just|please|may|i|should|would|wouldn't|will|won't|done|go|for|with"
                    + "|so|the|a|an|by|i'm|it's|he's|she's|they|they're|you're|as|by|on|in|at|up|out|down|of|to|or|and|if) ");
    private static final double FIRST_THRESHOLD = 0.63;
    private static final double LAST_THRESHOLD = 0.3;
    private static final double FALL = 0.8;
    private static final int SHORTEST = 5;

    private OriginalRule() {}

    /** The pieces of {@code answer} that may be cited. */
    static List<String> pieces(String answer) {
        return PIECES.splitAsStream(answer)
                .filter(piece -> piece.strip().length() >= SHORTEST)
                .toList();
    }

    /** How many of the pieces get a citation. */
    static int cited(List<String> pieces, List<String> chunks) {
        List<List<String>> tokens = chunks.stream().map(OriginalRule::tokens).toList();
        for (double threshold = FIRST_THRESHOLD; threshold > LAST_THRESHOLD; threshold *= FALL) {
            int cited = 0;
            for (String piece : pieces) {
                cited += best(tokens(piece), tokens) >= threshold ? 1 : 0;
            }
            if (cited > 0) {
                return cited;
            }
        }
        return 0;
    }

    /** The likeness of {@code text} to the chunk that is most alike, from 0 to 1. */
    static double similarity(String text, List<String> chunks) {
        return best(tokens(text), chunks.stream().map(OriginalRule::tokens).toList());
    }

    private static double best(List<String> piece, List<List<String>> chunks) {
        return chunks.stream()
                .mapToDouble(chunk -> similarity(weights(piece), weights(chunk)))
                .max()
                .orElse(0);
    }

    /** The share of the weights of {@code piece} whose key {@code chunk} has. */
    static double similarity(Map<String, Double> piece, Map<String, Double> chunk) {
        double shared = 1e-9;
        double all = 1e-9;
        for (Map.Entry<String, Double> entry : piece.entrySet()) {
            all += entry.getValue();
            shared += chunk.containsKey(entry.getKey()) ? entry.getValue() : 0;
        }
        return shared / all;
    }

    /** The words of {@code text} after the phrases that say nothing are gone. */
    static List<String> tokens(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String short1 = FILLING.matcher(ASKING.matcher(lower).replaceAll(" ")).replaceAll(" ");
        var tokens = new ArrayList<String>();
        var matcher = WORD.matcher(short1.isBlank() ? lower : short1);
        while (matcher.find()) {
            String word = matcher.group();
            tokens.add(word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
        }
        return tokens;
    }

    /** The weights of the tokens and of those that follow each other. */
    static Map<String, Double> weights(List<String> tokens) {
        double[] weight = new double[tokens.size()];
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = weight(tokens.get(i));
            sum += weight[i];
        }
        var weights = new HashMap<String, Double>();
        for (int i = 0; i < weight.length; i++) {
            weights.merge(tokens.get(i), 0.4 * weight[i] / sum, Double::sum);
            if (i + 1 < weight.length) {
                double pair = 0.6 * Math.max(weight[i], weight[i + 1]) / sum;
                weights.merge(tokens.get(i) + tokens.get(i + 1), pair, Double::sum);
            }
        }
        return weights;
    }

    private static double weight(String token) {
        boolean letters = token.chars().allMatch(Character::isLetter);
        boolean digits = !letters && token.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '-');
        double frequency = letters ? 300 : digits ? 3 : 10;
        double documents = letters ? 300 : digits ? 5 : 3;
        double kind = digits && token.length() > 1 ? 2 : letters && token.length() <= 2 ? 0.01 : 1;
        double place = Character.isDigit(token.charAt(0)) ? 2 : 1;
        return (0.3 * rarity(frequency, 1e7) + 0.7 * rarity(documents, 1e9)) * kind * place;
    }

    private static double rarity(double count, double all) {
        return Math.log10(10 + (all - count + 0.5) / (count + 0.5));
    }
}
