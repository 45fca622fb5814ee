package dev.footnote.application.chat;

import dev.footnote.application.model.Aside;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.prompt.ContextWindow;
import dev.footnote.domain.prompt.KnowledgeText;
import dev.footnote.domain.retrieval.DocumentCount;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.TokenCounter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Searches for what a dialog's knowledge bases say to a question: once, or, where the dialog or the request asks for
 * research, again for what the model finds missing. Each step of that is told as thinking.
 */
public final class SearchKnowledge {

    /** How often is searched at most, each time for at most {@link #QUESTIONS} things. */
    private static final int ROUNDS = 3;

    private static final int QUESTIONS = 3;

    private static final String ENOUGH = "ENOUGH";

    private static final Pattern BULLET = Pattern.compile("^(?:[-*\u2022]|\\d+[.)])\\s*");

    private static final String JUDGE = """
            You check whether a search has found enough to answer a question. Below are the question and what was found.
            If it is enough to answer the whole question, write only the word %s.
            If not, write what else to search for: one to %d short questions, each on a line of its own, that can be
            understood without the rest and have not been searched for yet. Write nothing else.
            """.formatted(ENOUGH, QUESTIONS);

    private final FindKnowledge find;
    private final TokenCounter tokens;
    private final ChooseDocuments choose;
    private final FollowContents follow;

    public SearchKnowledge(FindKnowledge find, TokenCounter tokens, ChooseDocuments choose, FollowContents follow) {
        this.find = find;
        this.tokens = tokens;
        this.choose = choose;
        this.follow = follow;
    }

    /** What was found, best first for each search, and what was told about the search. */
    record Found(Knowledge knowledge, String thinking) {

        static final Found NOTHING = new Found(Knowledge.NONE, "");
    }

    Found search(Exchange exchange, String query, Sink<AnswerEvent> events) {
        boolean research = exchange.request().research()
                || exchange.open().dialog().settings().prompt().searching().research();
        Optional<Set<DocumentId>> within = choose.choose(
                exchange.model(),
                query,
                exchange.open().knowledgeBases(),
                exchange.open().dialog().settings().prompt().searching().documents(),
                named(exchange));
        return research && exchange.model().generative()
                ? new Research(exchange, within, events).run(query)
                : new Found(followed(exchange, query, find(exchange, within, query)), "");
    }

    private Knowledge followed(Exchange exchange, String query, Knowledge found) {
        Dialog.Settings settings = exchange.open().dialog().settings();
        if (!settings.prompt().searching().contents()) {
            return found;
        }
        List<ScoredChunk> more = follow.follow(
                exchange.model(),
                query,
                found.chunks(),
                exchange.open().knowledgeBases(),
                settings.retrieval().topN());
        return new Knowledge(more, Math.max(found.total(), more.size()), found.documents());
    }

    /** The documents that the request names, of them those with the metadata asked for; empty for all. */
    private Optional<Set<DocumentId>> named(Exchange exchange) {
        Optional<Set<DocumentId>> named = exchange.request().documents();
        return exchange.request()
                .metadata()
                .map(filter -> choose.meeting(exchange.open().knowledgeBases(), filter).stream()
                        .filter(id -> named.isEmpty() || named.get().contains(id))
                        .collect(Collectors.toSet()))
                .or(() -> named);
    }

    private Knowledge find(Exchange exchange, Optional<Set<DocumentId>> within, String query) {
        Dialog.Settings settings = exchange.open().dialog().settings();
        return find.find(
                query,
                exchange.open().knowledgeBases(),
                settings.retrieval(),
                within,
                find.reranker(exchange.open().dialog().tenant(), settings.reranker()));
    }

    /** One question's research; ends when the model has enough, names nothing new or fails, or the turn is stopped. */
    private final class Research {

        private final Exchange exchange;
        private final Optional<Set<DocumentId>> within;
        private final Sink<AnswerEvent> events;
        private final Map<ChunkId, ScoredChunk> chunks = new LinkedHashMap<>();
        private final Set<String> searched = new LinkedHashSet<>();
        private final StringBuilder thinking = new StringBuilder();
        private int total;
        private boolean stopped;

        Research(Exchange exchange, Optional<Set<DocumentId>> within, Sink<AnswerEvent> events) {
            this.exchange = exchange;
            this.within = within;
            this.events = events;
        }

        Found run(String query) {
            List<String> queries = List.of(query);
            for (int round = 1; round <= ROUNDS && !queries.isEmpty(); round++) {
                queries.forEach(this::search);
                queries = round < ROUNDS && !stopped ? missing(query) : List.of();
            }
            List<ScoredChunk> all = List.copyOf(chunks.values());
            return new Found(new Knowledge(all, total, DocumentCount.of(all)), thinking.toString());
        }

        private void search(String query) {
            if (stopped) {
                return;
            }
            searched.add(query);
            think("Searching by `%s`...".formatted(query));
            long begun = System.nanoTime();
            Knowledge found = find(exchange, within, query);
            think("Retrieval %d results in %dms"
                    .formatted(
                            found.chunks().size(),
                            Duration.ofNanos(System.nanoTime() - begun).toMillis()));
            long known = found.chunks().stream()
                    .filter(scored -> chunks.putIfAbsent(scored.chunk().id(), scored) != null)
                    .count();
            total += found.total() - (int) known;
        }

        /** What is to be searched for next; nothing if it is enough. */
        private List<String> missing(String query) {
            think("Checking the sufficiency for retrieved information.");
            ChatEntry model = exchange.model();
            int room = new ContextWindow(model.contextTokens(), tokens::count).budget() / 2;
            List<ScoredChunk> read = KnowledgeText.fitting(List.copyOf(chunks.values()), room, tokens::count);
            String text = "Question: %s\n\nSearched for:\n%s\n\nFound:\n%s"
                    .formatted(query, String.join("\n", searched), read.isEmpty() ? "nothing" : KnowledgeText.of(read));
            List<String> lines = Aside.ask(model, JUDGE, text, OptionalDouble.of(0)).stream()
                    .flatMap(String::lines)
                    .map(line -> BULLET.matcher(line.strip()).replaceFirst(""))
                    .filter(line -> !line.isBlank())
                    .toList();
            if (!lines.isEmpty() && lines.getFirst().startsWith(ENOUGH)) {
                think("Yes, the retrieved information is sufficient for '%s'.".formatted(query));
                return List.of();
            }
            List<String> next = lines.stream()
                    .filter(line -> !searched.contains(line))
                    .distinct()
                    .limit(QUESTIONS)
                    .toList();
            if (!next.isEmpty()) {
                think(next.stream()
                        .map(line -> "</br> - " + line)
                        .collect(Collectors.joining("", "Next step is to search for the following questions:", "")));
            }
            return next;
        }

        private void think(String step) {
            String text = step + "<br/>";
            thinking.append(text);
            stopped |= !events.push(new Progress(new Delta.Thinking(text)));
        }
    }
}
