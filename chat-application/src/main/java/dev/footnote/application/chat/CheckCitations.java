package dev.footnote.application.chat;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Passage.State;
import dev.footnote.domain.conversation.CitedReply;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.TurnRepository;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what was cited with what the documents say today; one statement, however many citations. */
public final class CheckCitations {

    private final TurnRepository turns;
    private final DocumentRepository documents;
    private final ChunkRepository chunks;

    public CheckCitations(TurnRepository turns, DocumentRepository documents, ChunkRepository chunks) {
        this.turns = turns;
        this.documents = documents;
        this.chunks = chunks;
    }

    /** What has become of each of {@code passages}; of a document that the caller may not read, that it is gone. */
    public Map<Passage, State> check(Caller caller, Collection<Passage> passages) {
        var wanted = new HashMap<DocumentId, Set<ChunkId>>();
        passages.forEach(passage -> wanted.computeIfAbsent(passage.document(), document -> new HashSet<>())
                .add(passage.chunk()));
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<Key, Chunk>();
        readable(caller, wanted)
                .forEach((owner, ids) -> chunks.findAll(owner, ids)
                        .forEach(chunk -> found.put(new Key(chunk.document(), chunk.id()), chunk)));
        return passages.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        passage -> passage.in(
                                Optional.ofNullable(found.get(new Key(passage.document(), passage.chunk()))))));
    }

    /** Those of {@code wanted} that the caller may read, by whose they are: its own, and what teams share with it. */
    private Map<TenantId, Map<DocumentId, Set<ChunkId>>> readable(Caller caller, Map<DocumentId, Set<ChunkId>> wanted) {
        var readable = new HashMap<TenantId, Map<DocumentId, Set<ChunkId>>>();
        for (Document document : documents.findAll(caller.tenant(), wanted.keySet())) {
            readable.computeIfAbsent(document.tenant(), owner -> new HashMap<>())
                    .put(document.id(), wanted.getOrDefault(document.id(), Set.of()));
        }
        return readable;
    }

    /** The citations among {@code messages} that no longer hold, by turn; without turns all of whose do. */
    public Map<TurnId, Stale> stale(Caller caller, List<Message> messages) {
        var cited = new HashMap<TurnId, Map<Integer, Passage>>();
        for (Message message : messages) {
            if (message instanceof Reply reply) {
                cited.put(reply.turn(), reply.reference().passages());
            }
        }
        Map<Passage, State> states = check(
                caller,
                cited.values().stream().flatMap(of -> of.values().stream()).toList());
        var stale = new HashMap<TurnId, Stale>();
        cited.forEach((turn, passages) -> {
            var left = new TreeMap<Integer, State>();
            passages.forEach((place, passage) -> left.put(place, states.getOrDefault(passage, State.GONE)));
            left.values().removeIf(state -> state == State.HOLDS);
            if (!left.isEmpty()) {
                stale.put(turn, new Stale(left));
            }
        });
        return stale;
    }

    /**
     * Reads the replies of the tenant, of whatever dialog, and finds those with citations that no longer hold.
     *
     * @param after where the last page ended; empty for the first
     * @param limit how many replies are looked at, at least 1
     */
    public Slice list(Caller caller, Optional<TurnId> after, int limit) {
        List<CitedReply> read = turns.cited(caller.tenant(), after, limit);
        Map<TurnId, Stale> stale =
                stale(caller, read.stream().<Message>map(CitedReply::reply).toList());
        List<StaleReply> found = read.stream()
                .filter(cited -> stale.containsKey(cited.reply().turn()))
                .map(cited -> new StaleReply(
                        cited, requireNonNull(stale.get(cited.reply().turn()))))
                .toList();
        return new Slice(
                found,
                read.size(),
                read.size() < limit
                        ? Optional.empty()
                        : Optional.of(read.getLast().reply().turn()));
    }

    private record Key(DocumentId document, ChunkId chunk) {}

    /**
     * Citations of a reply that no longer hold.
     *
     * @param states by their place in the reference's citations, from 0
     */
    public record Stale(Map<Integer, State> states) {

        /** None. */
        public static final Stale NONE = new Stale(Map.of());

        public Stale {
            states = Map.copyOf(states);
        }
    }

    /** A reply with citations that no longer hold. */
    public record StaleReply(CitedReply cited, Stale stale) {}

    /**
     * A part of all replies.
     *
     * @param read how many were looked at
     * @param next where the next part begins; empty if there is none
     */
    public record Slice(List<StaleReply> replies, int read, Optional<TurnId> next) {
        public Slice {
            replies = List.copyOf(replies);
        }
    }
}
