package dev.footnote.application.knowledge;

import dev.footnote.application.model.Aside;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tagging;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.domain.retrieval.TagCounts;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the tags that fit a text, where a knowledge base is tagged by others: those of the chunks there that match it.
 * Knowledge bases that the owner of the tagged one cannot use have no say.
 */
public final class FindTags {

    /** So many of the best chunks that match are asked for their tags. */
    private static final int MATCHES = 1024;

    /** What a chunk must reach of the best one's relevance to have a say in how a text is tagged. */
    private static final double NEAR = 0.5;

    /** How many tags a model chooses from. */
    private static final int CHOICE = 300;

    private static final Pattern CHOSEN = Pattern.compile("^(?:[-*\u2022]\\s*)?(.+?)\\s*\\|\\s*(\\d{1,2})\\b");

    private final Ports ports;

    public FindTags(Ports ports) {
        this.ports = ports;
    }

    /** The tags of some knowledge bases, and how many of them a text gets at most. */
    private record Vocabulary(Set<KnowledgeBaseId> bases, TagCounts counts, int most) {}

    /**
     * How well tags fit a question to {@code bases}, best first; none unless one of them is tagged by others.
     *
     * @throws IndexException if the index cannot be read
     */
    public Map<String, Integer> ofQuestion(String question, List<KnowledgeBase> bases) {
        Vocabulary vocabulary = vocabulary(bases);
        return vocabulary.counts().isEmpty()
                ? Map.of()
                : vocabulary.counts().best(tags(matches(question, vocabulary)), vocabulary.most());
    }

    /**
     * What gives a chunk of {@code base} the weights of the tags that fit it; where no chunk with tags matches, the
     * owner's chat model chooses, if it can. What is counted for that is counted once.
     *
     * @return throws {@link IndexException} if the index cannot be read
     */
    public UnaryOperator<Chunk> tagger(KnowledgeBase base) {
        Vocabulary vocabulary = vocabulary(List.of(base));
        return vocabulary.counts().isEmpty()
                ? chunk -> chunk
                : chunk -> chunk.tagged(chunk.tags().weighed(weights(base.tenant(), vocabulary, chunk.content())));
    }

    private Vocabulary vocabulary(List<KnowledgeBase> tagged) {
        var owners = new LinkedHashMap<KnowledgeBaseId, TenantId>();
        int most = 1;
        for (KnowledgeBase base : tagged) {
            Tagging tagging = base.settings().tagging();
            if (!tagging.bases().isEmpty()) {
                most = Math.max(most, tagging.most());
                ports.knowledgeBases()
                        .findAll(base.tenant(), Set.copyOf(tagging.bases()))
                        .forEach(usable -> owners.put(usable.id(), usable.tenant()));
            }
        }
        var counts = new HashMap<String, Integer>();
        owners.forEach((id, owner) ->
                ports.chunks().tags(owner, id).forEach((tag, count) -> counts.merge(tag, count, Integer::sum)));
        return new Vocabulary(owners.keySet(), new TagCounts(counts), most);
    }

    private List<Match> matches(String text, Vocabulary vocabulary) {
        var query = new ChunkQuery(text, Optional.empty(), vocabulary.bases(), Optional.empty(), MATCHES);
        try (Matches met = ports.index().search(query)) {
            return met.all().stream()
                    .filter(match -> !match.tags().names().isEmpty())
                    .toList();
        }
    }

    private static List<Tags> tags(List<Match> matches) {
        return matches.stream().map(Match::tags).toList();
    }

    private Map<String, Double> weights(TenantId tenant, Vocabulary vocabulary, String text) {
        List<Match> matches = matches(text, vocabulary);
        double best = matches.stream().mapToDouble(Match::relevance).max().orElse(0);
        List<Match> near = matches.stream()
                .filter(match -> match.relevance() >= NEAR * best)
                .toList();
        Map<String, Integer> found = near.isEmpty()
                ? chosen(tenant, vocabulary, text)
                : vocabulary.counts().best(tags(near), vocabulary.most());
        var weights = new LinkedHashMap<String, Double>();
        found.forEach((tag, weight) -> weights.put(tag, weight.doubleValue()));
        return weights;
    }

    /** What the model chooses; nothing if there is none that can. */
    private Map<String, Integer> chosen(TenantId tenant, Vocabulary vocabulary, String text) {
        List<String> choice = vocabulary.counts().counts().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CHOICE)
                .map(Map.Entry::getKey)
                .toList();
        String asked = "Tags:\n%s\n\nText:\n%s".formatted(String.join("\n", choice), text);
        return ports.models()
                .of(tenant)
                .chat("")
                .flatMap(model -> Aside.ask(model, task(vocabulary.most()), asked, OptionalDouble.of(0)))
                .map(said -> read(said, choice, vocabulary.most()))
                .orElse(Map.of());
    }

    private static String task(int most) {
        return """
                You label texts with tags. Below are the tags there are, one a line, and a text. Choose the tags that fit the
                text best, at most %d, and write each on a line of its own with how well it fits, from 1 to 10: tag | number.
                Use only these tags. If none fits, write only the word NONE.
                """.formatted(most);
    }

    private static Map<String, Integer> read(String said, List<String> choice, int most) {
        var chosen = new LinkedHashMap<String, Integer>();
        for (String line : said.lines().toList()) {
            Matcher matcher = CHOSEN.matcher(line.strip());
            if (chosen.size() < most && matcher.find() && choice.contains(matcher.group(1))) {
                int weight = Math.clamp(Integer.parseInt(matcher.group(2)), 1, 10);
                chosen.putIfAbsent(matcher.group(1).replace('.', '_'), weight);
            }
        }
        return chosen;
    }
}
