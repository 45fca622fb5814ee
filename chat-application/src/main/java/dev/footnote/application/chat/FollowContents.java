package dev.footnote.application.chat;

import dev.footnote.application.model.Aside;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.DocumentRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds to what was found the sections that the best document's table of contents names for the question. */
public final class FollowContents {

    private static final Pattern SCORE = Pattern.compile("(?m)^\\s*(\\d{1,4})\\s*[:.)|-]\\s*(-?\\d)\\s*$");

    private static final Comparator<ScoredChunk> BEST_FIRST =
            Comparator.comparingDouble(ScoredChunk::similarity).reversed();

    private final DocumentRepository documents;
    private final ChunkRepository chunks;

    public FollowContents(DocumentRepository documents, ChunkRepository chunks) {
        this.documents = documents;
        this.chunks = chunks;
    }

    /**
     * {@code found} with the chunks of the sections that {@code model} finds relevant: a chunk that is there already
     * becomes nearer, the others come with what the section is worth. Best first. As it was if the best document has no
     * table of contents, or the model fails or names no section.
     *
     * @param most how many chunks are kept
     */
    public List<ScoredChunk> follow(
            ChatEntry model, String question, List<ScoredChunk> found, List<KnowledgeBase> bases, int most) {
        Optional<Chunk> best = best(found);
        Optional<TenantId> owner = best.flatMap(chunk -> bases.stream()
                .filter(base -> base.id().equals(chunk.knowledgeBase()))
                .map(KnowledgeBase::tenant)
                .findFirst());
        if (best.isEmpty() || owner.isEmpty()) {
            return found;
        }
        DocumentId document = best.get().document();
        Contents contents = documents.contents(owner.get(), document);
        Map<ChunkId, Double> worth = contents.entries().isEmpty() ? Map.of() : worth(model, question, contents, most);
        return worth.isEmpty() ? found : added(found, worth, owner.get(), document, most);
    }

    /** A chunk of the document whose chunks are nearest together. */
    private static Optional<Chunk> best(List<ScoredChunk> found) {
        var sums = new LinkedHashMap<DocumentId, Double>();
        found.forEach(scored -> sums.merge(scored.chunk().document(), scored.similarity(), Double::sum));
        return sums.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(best -> found.stream()
                        .map(ScoredChunk::chunk)
                        .filter(chunk -> chunk.document().equals(best.getKey()))
                        .findFirst());
    }

    private static Map<ChunkId, Double> worth(ChatEntry model, String question, Contents contents, int most) {
        var list = new StringBuilder("Question: ").append(question).append("\n\n");
        for (int i = 0; i < contents.entries().size(); i++) {
            Contents.Entry entry = contents.entries().get(i);
            list.append(i)
                    .append(": ")
                    .append("  ".repeat(Math.max(0, entry.level() - 1)))
                    .append(entry.title())
                    .append('\n');
        }
        String task = """
                You judge which sections of a document have the answer to a question. Below are the question and the
                document's table of contents, each entry with its number. Write a line for every entry: its number, a
                colon and a score. 5: it surely has the answer; 3: it may have it; 1: it is about the same thing; 0: it is
                about something else; -1: its title says nothing. Write nothing else.
                """;
        var scores = new HashMap<Integer, Integer>();
        Aside.ask(model, task, list.toString(), OptionalDouble.of(0)).ifPresent(said -> {
            Matcher matcher = SCORE.matcher(said);
            while (matcher.find()) {
                scores.put(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            }
        });
        var worth = new LinkedHashMap<ChunkId, Double>();
        contents.weigh(scores).entrySet().stream()
                .limit(2L * most)
                .forEach(entry -> worth.put(entry.getKey(), entry.getValue()));
        return worth;
    }

    private List<ScoredChunk> added(
            List<ScoredChunk> found, Map<ChunkId, Double> worth, TenantId owner, DocumentId document, int most) {
        var all = new ArrayList<ScoredChunk>();
        var missing = new LinkedHashMap<>(worth);
        for (ScoredChunk scored : found) {
            Chunk chunk = scored.chunk();
            Double more = chunk.document().equals(document) ? missing.remove(chunk.id()) : null;
            all.add(more == null ? scored : scored.nearer(more));
        }
        chunks.findAll(owner, Map.of(document, Set.copyOf(missing.keySet()))).stream()
                .filter(chunk -> chunk.available() || chunk.standsForOthers())
                .forEach(chunk -> {
                    double similarity = missing.getOrDefault(chunk.id(), 0.0);
                    all.add(new ScoredChunk(chunk, similarity, similarity, similarity));
                });
        all.sort(BEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
